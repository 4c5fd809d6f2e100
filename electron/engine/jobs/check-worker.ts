import { parentPort } from 'node:worker_threads';
import { defined } from '#shared/assert.ts';
import { sealNetwork } from '../network-seal.ts';
import { checkRange, type CheckTask } from '../integrity/chain/check-range.ts';
import { transferOf } from '../integrity/chain/columns.ts';
import type { CheckReply } from './check-pool.ts';

sealNetwork();

/** The thread around `checkRange`: batches are handed over by transfer. A range is small, so nothing has to be held back. */
const port = defined(parentPort, 'a parent thread');

port.on('message', (task: CheckTask) => {
  try {
    for (const batch of checkRange(task)) port.postMessage({ kind: 'batch', batch } satisfies CheckReply, transferOf(batch));
    port.postMessage({ kind: 'end' } satisfies CheckReply);
  } catch (error) {
    port.postMessage({ kind: 'bug', what: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies CheckReply);
  }
});
