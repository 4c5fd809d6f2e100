import { randomUUID } from 'node:crypto';
import type { ImportedSource, JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import { ProblemError, type Problem } from '#shared/result.ts';

/** What a long piece of work gets: it reports, and looks at the signal between its steps. */
export interface JobControl {
  readonly signal: AbortSignal;
  report(progress: Partial<Pick<JobProgress, 'title' | 'step' | 'bytesDone' | 'bytesTotal' | 'records' | 'canCancel'>>): void;
}

export interface Jobs {
  start(kind: JobProgress['kind'], title: string, work: (control: JobControl) => Promise<readonly ImportedSource[]>): string;
  list(): readonly JobProgress[];
  cancel(jobId: string): void;
  /** A job that others wait for runs. A survey does not count: it gives way. */
  readonly busy: boolean;
  /** Cancels what runs (of this kind) and waits for all of it. */
  stop(kind?: JobProgress['kind']): Promise<void>;
}

interface RunningJob {
  progress: JobProgress;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

const reportEveryMs = 100;

export function createJobs(onProgress: (progress: JobProgress) => void, onFinished: (finished: JobFinished) => void): Jobs {
  const running = new Map<string, RunningJob>();

  function start(kind: JobProgress['kind'], title: string, work: (control: JobControl) => Promise<readonly ImportedSource[]>): string {
    const jobId = randomUUID();
    const abort = new AbortController();
    const began = performance.now();
    let reported = 0;
    let progress: JobProgress = { jobId, kind, title, step: 'Starting', bytesDone: 0, bytesTotal: 0, records: 0, recordsPerSecond: 0, secondsLeft: null, canCancel: true };
    const control: JobControl = {
      signal: abort.signal,
      report(update) {
        const seconds = (performance.now() - began) / 1000;
        const next = { ...progress, ...update };
        const share = next.bytesTotal > 0 ? next.bytesDone / next.bytesTotal : 0;
        progress = {
          ...next,
          recordsPerSecond: seconds > 0 ? Math.round(next.records / seconds) : 0,
          secondsLeft: share > 0.02 && seconds > 0.5 ? Math.max(0, (seconds / share) * (1 - share)) : null,
        };
        const job = running.get(jobId);
        if (job !== undefined) job.progress = progress;
        if (update.step === undefined && performance.now() - reported < reportEveryMs) return;
        reported = performance.now();
        onProgress(progress);
      },
    };
    const finish = (outcome: JobFinished['outcome'], problem: Problem | null, sources: readonly ImportedSource[]): void => {
      running.delete(jobId);
      onFinished({ jobId, kind, outcome, problem, sources, seconds: (performance.now() - began) / 1000 });
    };
    const done = Promise.resolve()
      .then(() => work(control))
      .then(
        (sources) => finish('done', null, sources),
        (error: unknown) => finish(abort.signal.aborted ? 'cancelled' : 'failed', abort.signal.aborted ? null : problemOf(error), []),
      );
    running.set(jobId, { progress, abort, done });
    return jobId;
  }

  return {
    start,
    list: () => [...running.values()].map((job) => job.progress),
    cancel: (jobId) => running.get(jobId)?.abort.abort(),
    get busy() {
      return [...running.values()].some(({ progress }) => progress.kind !== 'survey');
    },
    async stop(kind) {
      const jobs = [...running.values()].filter(({ progress }) => kind === undefined || progress.kind === kind);
      for (const job of jobs) job.abort.abort();
      await Promise.all(jobs.map((job) => job.done));
    },
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  process.stderr.write(`engine: job: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const what = error instanceof Error ? error.message : String(error);
  return { code: 'engine-bug', message: `Proofline itself failed: ${what}`, nextStep: 'The case is as it was before. Please report it with the line above.' };
}

/** To be called between steps: throws once the person has cancelled. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled. The case is as it was before.');
}
