import { Worker } from 'node:worker_threads';
import { defined } from '#shared/assert.ts';
import { ProblemError } from '#shared/result.ts';
import type { Batch, RangeTask } from './batch.ts';
import { hashFile, type HashedFile } from './hash-file.ts';
import { readRange } from './read-range.ts';

/**
 * Threads that read ranges and hash files. A thread handles one request at a time and may answer a range with several
 * batches; it waits after every few until told to go on, so a slow database never lets memory grow.
 */
export interface ReadingPool {
  readonly size: number;
  /** Batches of one range, in order; waits for a free thread. Stops reading when the consumer stops. */
  read(task: RangeTask): AsyncIterable<Batch>;
  /** Hashes a whole file beside whatever else goes on. */
  hash(path: string): Promise<HashedFile>;
  close(): Promise<void>;
}

export type RangeRequest = { readonly kind: 'read'; readonly task: RangeTask } | { readonly kind: 'more' } | { readonly kind: 'hash'; readonly path: string };

export type RangeReply =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'hashed'; readonly hashed: HashedFile }
  | { readonly kind: 'end' }
  | { readonly kind: 'bug'; readonly what: string };

/** Batches a thread may have sent that nobody has taken yet. */
export const batchesAhead = 2;

/** The same code without threads: for tests run from source, where no built worker exists. */
export function createInlinePool(): ReadingPool {
  return {
    size: 1,
    async *read(task) {
      yield* readRange(task);
    },
    hash: async (path) => hashFile(path),
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

  /** Replies to one request, from a thread that is ours until it says `end`; a thread left before that is ended. */
  async function* replies(request: RangeRequest, what: string): AsyncGenerator<RangeReply> {
    const worker = await take();
    const arrived: RangeReply[] = [];
    let wake: (() => void) | null = null;
    const receive = (reply: RangeReply): void => {
      arrived.push(reply);
      wake?.();
    };
    const died = (error: Error): void => receive({ kind: 'bug', what: `the thread died: ${error.message}` });
    worker.on('message', receive);
    worker.on('error', died);
    worker.ref();
    let finished = false;
    try {
      worker.postMessage(request);
      for (;;) {
        const reply = arrived.shift();
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
        if (reply.kind === 'bug') throw new ProblemError('reading-failed', `Reading ${what} failed: ${reply.what}`, 'The case is as it was before. Please report it.');
        yield reply;
        if (reply.kind === 'batch') worker.postMessage({ kind: 'more' } satisfies RangeRequest);
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
  }

  return {
    size,
    async *read(task) {
      for await (const reply of replies({ kind: 'read', task }, task.sourceName)) if (reply.kind === 'batch') yield reply.batch;
    },
    async hash(path) {
      let hashed: HashedFile | null = null;
      for await (const reply of replies({ kind: 'hash', path }, path)) if (reply.kind === 'hashed') hashed = reply.hashed;
      return defined(hashed, 'a hash before the end');
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
      idle.length = 0;
    },
  };
}
