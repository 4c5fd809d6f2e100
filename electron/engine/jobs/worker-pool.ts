import { defined } from '#shared/assert.ts';
import type { Problem } from '#shared/result.ts';
import type { RangeTask, ReadBatch } from './batch.ts';
import { hashFile, type HashedFile } from './hash-file.ts';
import { readRange } from './read-range.ts';
import type { SurveyBatch, SurveyTask } from './survey/survey-batch.ts';
import { surveyRange } from './survey/survey-range.ts';
import { createThreadPool } from './thread-pool.ts';

/** Threads that read ranges and hash files. */
export interface ReadingPool {
  readonly size: number;
  /** Batches of one range, in order; waits for a free thread. Stops reading when the consumer stops. */
  read(task: RangeTask): AsyncIterable<ReadBatch>;
  /** Surveys the runs one range states, in order; as `read`. */
  survey(task: SurveyTask): AsyncIterable<SurveyBatch>;
  /** Hashes a whole file beside whatever else goes on. */
  hash(path: string): Promise<HashedFile>;
  close(): Promise<void>;
}

export type ReadingRequest = { readonly kind: 'read'; readonly task: RangeTask } | { readonly kind: 'survey'; readonly task: SurveyTask } | { readonly kind: 'hash'; readonly path: string };

export type ReadingAnswer = { readonly kind: 'batch'; readonly batch: ReadBatch } | { readonly kind: 'surveyed'; readonly batch: SurveyBatch } | { readonly kind: 'hashed'; readonly hashed: HashedFile };

/** The same code without threads: for tests run from source, where no built worker exists. */
export function createInlinePool(): ReadingPool {
  return {
    size: 1,
    async *read(task) {
      yield* readRange(task);
    },
    async *survey(task) {
      for (const batch of surveyRange(task)) {
        yield batch;
        // In one thread with everything else: what waits gets its turn between two batches.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    hash: async (path) => hashFile(path),
    close: async () => undefined,
  };
}

/** Parsed records die in crowds: a large nursery collects them before they are copied twice. Measured: 40 µs a record with V8's default, 28 µs with this. */
const youngGenerationMb = 192;

export function createReadingThreadPool(size: number): ReadingPool {
  const threads = createThreadPool<ReadingRequest, ReadingAnswer>(size, new URL('./import-worker.js', import.meta.url), { maxYoungGenerationSizeMb: youngGenerationMb });
  const answers = (request: ReadingRequest, what: string): AsyncIterable<ReadingAnswer> => threads.answers(request, (why) => readingFailed(what, why));
  return {
    size,
    async *read(task) {
      for await (const answer of answers({ kind: 'read', task }, task.sourceName)) if (answer.kind === 'batch') yield answer.batch;
    },
    async *survey(task) {
      for await (const answer of answers({ kind: 'survey', task }, task.range.sourceName)) if (answer.kind === 'surveyed') yield answer.batch;
    },
    async hash(path) {
      let hashed: HashedFile | null = null;
      for await (const answer of answers({ kind: 'hash', path }, path)) if (answer.kind === 'hashed') hashed = answer.hashed;
      return defined(hashed, 'a hash before the end');
    },
    close: threads.close,
  };
}

function readingFailed(what: string, why: string): Problem {
  return { code: 'reading-failed', message: `Reading ${what} failed: ${why}`, nextStep: 'The case is as it was before. Please report it.' };
}
