import { parentPort } from 'node:worker_threads';
import { defined } from '#shared/assert.ts';
import { sealNetwork } from '../network-seal.ts';
import type { Batch, RangeTask } from './batch.ts';
import { hashFile } from './hash-file.ts';
import { readRange } from './read-range.ts';
import { batchesAhead, type RangeReply, type RangeRequest } from './worker-pool.ts';

sealNetwork();

/** The thread around `readRange`: hands over batches by transfer and pauses when the other side falls behind. */
const port = defined(parentPort, 'a parent thread');
let allowed = 0;
let wake: (() => void) | null = null;

port.on('message', (request: RangeRequest) => {
  if (request.kind === 'more') {
    allowed += 1;
    wake?.();
    return;
  }
  if (request.kind === 'hash') hash(request.path);
  else void read(request.task);
});

function hash(path: string): void {
  try {
    port.postMessage({ kind: 'hashed', hashed: hashFile(path) } satisfies RangeReply);
    port.postMessage({ kind: 'end' } satisfies RangeReply);
  } catch (error) {
    port.postMessage({ kind: 'bug', what: error instanceof Error ? error.message : String(error) } satisfies RangeReply);
  }
}

async function read(task: RangeTask): Promise<void> {
  allowed = batchesAhead;
  try {
    for (const batch of readRange(task)) {
      while (allowed <= 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      allowed -= 1;
      port.postMessage({ kind: 'batch', batch } satisfies RangeReply, buffersOf(batch));
    }
    port.postMessage({ kind: 'end' } satisfies RangeReply);
  } catch (error) {
    port.postMessage({ kind: 'bug', what: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies RangeReply);
  }
}

function buffersOf(batch: Batch): ArrayBuffer[] {
  return [batch.recordRows, batch.recordStarts, batch.recordDigests, batch.rowRuns, batch.rowParts, batch.runRows, batch.runStarts, batch.runIds].map((view) => view.buffer);
}
