import { Worker } from 'node:worker_threads';
import { ProblemError } from '#shared/result.ts';
import type { Batch, RangeTask } from './batch.ts';
import { readRange } from './read-range.ts';

/**
 * Threads that read ranges. A thread handles one range at a time and may answer with several batches; it waits after
 * every few until told to go on, so a slow database never lets memory grow.
 */
export interface ReadingPool {
  readonly size: number;
  /** Batches of one range, in order; waits for a free thread. Stops reading when the consumer stops. */
  read(task: RangeTask): AsyncIterable<Batch>;
  close(): Promise<void>;
}

export interface RangeRequest {
  readonly kind: 'read' | 'more' | 'stop';
  readonly task?: RangeTask;
}

export type RangeReply = { readonly kind: 'batch'; readonly batch: Batch } | { readonly kind: 'end' } | { readonly kind: 'bug'; readonly what: string };

/** Batches a thread may have sent that nobody has taken yet. */
export const batchesAhead = 2;

/** The same code without threads: for tests run from source, where no built worker exists. */
export function createInlinePool(): ReadingPool {
  return {
    size: 1,
    async *read(task) {
      yield* readRange(task);
    },
    close: async () => undefined,
  };
}

/** Parsed records die in crowds: a large nursery collects them before they are copied twice. Measured: 40 µs a record with V8's default, 28 µs with this. */
const youngGenerationMb = 192;

export function createThreadPool(size: number): ReadingPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: (() => void)[] = [];

  async function take(): Promise<Worker> {
    while (idle.length === 0 && all.size >= size) await new Promise<void>((resolve) => queue.push(resolve));
    const waiting = idle.pop();
    if (waiting !== undefined) return waiting;
    const worker = new Worker(new URL('./import-worker.js', import.meta.url), { env: {}, resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb } });
    worker.unref();
    all.add(worker);
    return worker;
  }

  return {
    size,
    async *read(task) {
      const worker = await take();
      const replies: RangeReply[] = [];
      let wake: (() => void) | null = null;
      const receive = (reply: RangeReply): void => {
        replies.push(reply);
        wake?.();
      };
      const died = (error: Error): void => receive({ kind: 'bug', what: `the reading thread died: ${error.message}` });
      worker.on('message', receive);
      worker.on('error', died);
      worker.ref();
      let finished = false;
      try {
        worker.postMessage({ kind: 'read', task } satisfies RangeRequest);
        for (;;) {
          const reply = replies.shift();
          if (reply === undefined) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            wake = null;
            continue;
          }
          if (reply.kind === 'end') {
            finished = true;
            return;
          }
          if (reply.kind === 'bug') throw new ProblemError('reading-failed', `Reading ${task.sourceName} failed: ${reply.what}`, 'The case is as it was before. Please report it.');
          yield reply.batch;
          worker.postMessage({ kind: 'more' } satisfies RangeRequest);
        }
      } finally {
        worker.off('message', receive);
        worker.off('error', died);
        worker.unref();
        if (finished) idle.push(worker);
        else {
          all.delete(worker);
          await worker.terminate();
        }
        queue.shift()?.();
      }
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
      idle.length = 0;
    },
  };
}
