import type { Events, JobProgress } from '#shared/ipc/answers.ts';
import type { EventName } from '#shared/ipc/channels.ts';
import { failed, type Problem, type Result } from '#shared/result.ts';

/** A child process as either shell gives one. */
export interface ChildPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** What the engine is told at start: its environment is empty. */
export interface EngineStart {
  readonly home: string;
  readonly resources: string;
  readonly version: string;
  readonly shell: string;
  readonly signingKey?: string;
  readonly keyStore?: string;
}

export interface EngineProcess {
  /** Starts the engine when it is not running. Never rejects. */
  call(channel: string, request: unknown): Promise<Result<unknown>>;
  close(): Promise<void>;
}

export interface Supervision {
  readonly start: EngineStart;
  readonly fork: () => ChildPort;
  readonly emit: (event: EventName, payload: unknown) => void;
  readonly log: (line: string) => void;
  readonly limits?: WatchdogLimits;
  readonly now?: () => number;
}

export interface WatchdogLimits {
  readonly pingEveryMs: number;
  /** No statement is meant to block for this long; a database that cannot grow its log on a full disk blocks for ever. */
  readonly silentMs: number;
  readonly closeMs: number;
  /** This many unexpected ends within the window, and it is not started again. */
  readonly endsAllowed: number;
  readonly endsWithinMs: number;
}

export const watchdogLimits: WatchdogLimits = { pingEveryMs: 10_000, silentMs: 300_000, closeMs: 10_000, endsAllowed: 3, endsWithinMs: 60_000 };

/** Keeps one engine running, and tells the truth when it dies: open calls and jobs fail, the window is told, the next call starts it anew. */
export function superviseEngine({ start, fork, emit, log, limits = watchdogLimits, now = () => Date.now() }: Supervision): EngineProcess {
  let child: ChildPort | null = null;
  let heardAt = 0;
  let lastId = 0;
  let closing = false;
  let closed: (() => void) | null = null;
  let why: string | null = null;
  let ends: readonly number[] = [];
  const pending = new Map<number, (result: Result<unknown>) => void>();
  const jobs = new Map<string, JobProgress>();

  const pinging = setInterval(() => {
    if (child === null || closing) return;
    if (now() - heardAt > limits.silentMs) {
      why = `gave no sign for ${Math.round(limits.silentMs / 1000)} seconds and was stopped`;
      child.kill();
    } else child.post({ kind: 'ping' });
  }, limits.pingEveryMs);
  pinging.unref();

  function running(): ChildPort {
    if (child !== null) return child;
    const started = fork();
    child = started;
    heardAt = now();
    started.onMessage((message) => {
      heardAt = now();
      receive(message);
    });
    started.onExit((code) => {
      if (child === started) ended(code);
    });
    started.post({ kind: 'start', start });
    return started;
  }

  function receive(message: unknown): void {
    if (!isRecord(message)) return;
    if (message['kind'] === 'answer' && typeof message['id'] === 'number') {
      const settle = pending.get(message['id']);
      pending.delete(message['id']);
      const result = message['result'];
      settle?.(isResult(result) ? result : failed('engine-bug', 'The engine gave an answer of no known shape.'));
    }
    if (message['kind'] === 'event' && typeof message['event'] === 'string') {
      const { event, payload } = message;
      if (event === 'job.progress' && isProgress(payload)) jobs.set(payload.jobId, payload);
      if (event === 'job.finished' && isRecord(payload) && typeof payload['jobId'] === 'string') jobs.delete(payload['jobId']);
      if (event === 'job.progress' || event === 'job.finished' || event === 'case.changed') emit(event, payload);
    }
  }

  function ended(code: number | null): void {
    child = null;
    const expected = closing;
    const problem: Problem = {
      code: 'engine-stopped',
      message: `The engine ${why ?? `ended unexpectedly (${code === null ? 'killed' : `code ${code}`})`}.`,
      nextStep: 'Open the case again: the engine starts anew. What was acknowledged is kept; an interrupted import left the case as it was before.',
    };
    why = null;
    for (const settle of pending.values()) settle({ ok: false, problem });
    pending.clear();
    closed?.();
    if (expected) return;
    log(problem.message);
    ends = [...ends, now()].filter((at) => now() - at < limits.endsWithinMs);
    for (const job of jobs.values()) emit('job.finished', failedJob(job, problem));
    jobs.clear();
    emit('case.changed', null);
    emit('engine.stopped', { problem } satisfies Events['engine.stopped']);
  }

  return {
    call(channel, request) {
      if (closing) return Promise.resolve(failed('closing', 'Proofline is closing.'));
      if (ends.filter((at) => now() - at < limits.endsWithinMs).length >= limits.endsAllowed)
        return Promise.resolve(failed('engine-keeps-stopping', `The engine ended ${limits.endsAllowed} times within a minute and is not started again for now.`, 'Wait a minute, free disk space and memory, then try again.'));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        pending.set(id, resolve);
        running().post({ kind: 'call', id, channel, request });
      });
    },
    async close() {
      closing = true;
      clearInterval(pinging);
      const open = child;
      if (open === null) return;
      await new Promise<void>((resolve) => {
        closed = resolve;
        const impatient = setTimeout(() => open.kill(), limits.closeMs);
        impatient.unref();
        open.post({ kind: 'close' });
      });
    },
  };
}

function failedJob(job: JobProgress, problem: Problem): Events['job.finished'] {
  return { jobId: job.jobId, kind: job.kind, outcome: 'failed', problem, sources: [], seconds: 0 };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isResult(value: unknown): value is Result<unknown> {
  return isRecord(value) && (value['ok'] === true || (value['ok'] === false && isRecord(value['problem'])));
}

function isProgress(value: unknown): value is JobProgress {
  return isRecord(value) && typeof value['jobId'] === 'string' && typeof value['kind'] === 'string';
}
