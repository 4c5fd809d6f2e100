import { Worker } from 'node:worker_threads';
import { ProblemError } from '#shared/result.ts';
import type { ChainBatch } from '../integrity/chain/columns.ts';
import type { CheckPool } from '../integrity/scheme.ts';

export type CheckReply = { readonly kind: 'batch'; readonly batch: ChainBatch } | { readonly kind: 'end' } | { readonly kind: 'bug'; readonly what: string };

/** Threads that check ranges, one range at a time each. Made for one job and closed with it: a check is rare. */
export function createCheckThreadPool(size: number): CheckPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: (() => void)[] = [];

  async function take(): Promise<Worker> {
    while (idle.length === 0 && all.size >= size) await new Promise<void>((resolve) => queue.push(resolve));
    const waiting = idle.pop();
    if (waiting !== undefined) return waiting;
    const worker = new Worker(new URL('./check-worker.js', import.meta.url), { env: {} });
    all.add(worker);
    return worker;
  }

  return {
    size,
    async *check(task) {
      const worker = await take();
      const replies: CheckReply[] = [];
      let wake: (() => void) | null = null;
      const receive = (reply: CheckReply): void => {
        replies.push(reply);
        wake?.();
      };
      const died = (error: Error): void => receive({ kind: 'bug', what: `the checking thread died: ${error.message}` });
      worker.on('message', receive);
      worker.on('error', died);
      let finished = false;
      try {
        worker.postMessage(task);
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
          if (reply.kind === 'bug') throw new ProblemError('checking-failed', `Checking failed: ${reply.what}`, 'Nothing of the case was changed. Please report it.');
          yield reply.batch;
        }
      } finally {
        worker.off('message', receive);
        worker.off('error', died);
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
