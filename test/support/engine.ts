import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel } from '#shared/ipc/channels.ts';
import type { Answers, ImportedSource, JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import type { ImportItem } from '#shared/ipc/contract.ts';
import type { SurveyState } from '#shared/model/survey.ts';
import type { Result } from '#shared/result.ts';
import { createEngine, type Engine, type EngineOptions } from '../../electron/engine/engine.ts';

/** A folder that is gone when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proofline-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestEngine {
  readonly engine: Engine;
  /** The answer, or an error that carries the problem's code. */
  ask<C extends Channel>(channel: C, request: unknown): Promise<Answers[C]>;
  problem(channel: Channel, request: unknown): Promise<string>;
  import(paths: readonly (string | Partial<ImportItem>)[]): Promise<readonly ImportedSource[]>;
  /** Surveys the case where that is due, and waits for it: before it, nothing may be said of findings and details. */
  surveyed(): Promise<SurveyState>;
  finished(jobId: string): Promise<JobFinished>;
  onProgress(listener: (progress: JobProgress) => void): void;
}

/** The real engine on real files and a real database, in this thread. Its clock stands still unless it is given one; it surveys when asked, unless told to do so at once. */
export function testEngine(home: string, now: () => bigint = () => 1_773_700_000_000_000_000n, survey: EngineOptions['survey'] = 'when asked'): TestEngine {
  const engine = createEngine({ home, resources: join(import.meta.dirname, '../../resources'), version: 'test', shell: 'a test', workers: 'inline', now, survey });
  onTestFinished(() => engine.close());
  return asking(engine);
}

/** The same over an engine the test opens and closes itself, to share it between tests. */
export function asking(engine: Engine): TestEngine {
  const ended = new Map<string, JobFinished>();
  const waiting = new Map<string, (finished: JobFinished) => void>();
  const watching: ((progress: JobProgress) => void)[] = [];
  engine.on((event, payload) => {
    if (event === 'job.finished' && isFinished(payload)) {
      ended.set(payload.jobId, payload);
      waiting.get(payload.jobId)?.(payload);
    }
    if (event === 'job.progress' && isProgress(payload)) for (const listener of watching) listener(payload);
  });

  const call = async (channel: Channel, request: unknown): Promise<Result<unknown>> => engine.call(channel, request);
  const self: TestEngine = {
    engine,
    async ask(channel, request) {
      const result = await call(channel, request);
      if (!result.ok) throw new Error(`${channel}: ${result.problem.code}: ${result.problem.message}`);
      return answerOf(channel, result.value);
    },
    async problem(channel, request) {
      const result = await call(channel, request);
      if (result.ok) throw new Error(`${channel} was expected to fail`);
      return result.problem.code;
    },
    async import(paths) {
      const items = paths.map((path) => ({ member: null, format: null, mapping: null, zone: null, ...(typeof path === 'string' ? { pathId: path } : path) }));
      const { jobId } = await self.ask('import.start', { items });
      const finished = await self.finished(jobId);
      if (finished.outcome !== 'done') throw new Error(`import: ${finished.outcome}: ${finished.problem?.code ?? ''}: ${finished.problem?.message ?? ''}`);
      return finished.sources;
    },
    surveyed: () => self.ask('survey.state', { wait: true }),
    finished: (jobId) => {
      const done = ended.get(jobId);
      return done !== undefined ? Promise.resolve(done) : new Promise((resolve) => waiting.set(jobId, resolve));
    },
    onProgress: (listener) => void watching.push(listener),
  };
  return self;
}

function answerOf<C extends Channel>(_channel: C, value: unknown): Answers[C] {
  const typed: Answers[C] = JSON.parse(JSON.stringify(value ?? null));
  return typed;
}

function isFinished(payload: unknown): payload is JobFinished {
  return typeof payload === 'object' && payload !== null && 'outcome' in payload;
}

function isProgress(payload: unknown): payload is JobProgress {
  return typeof payload === 'object' && payload !== null && 'step' in payload;
}
