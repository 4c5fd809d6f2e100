import { moveTexts, textBlocks, forgetMovedTexts } from '../../store/queries/run-texts.ts';
import type { CaseBench } from '../case-bench.ts';
import { throwIfCancelled, type JobControl } from '../jobs.ts';

/** Blocks of 8 kB a statement moves: some two hundred runs, so that whoever asks something else meanwhile hardly waits. */
const sliceBlocks = 16;

/** Moves the words of texts into their index. Stopped at any point, searches are as exact as before, and it goes on from there. */
export async function indexTexts({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>, control: JobControl): Promise<void> {
  const blocks = await textBlocks(store);
  let records = 0;
  control.report({ step: 'Indexing the words of texts', bytesTotal: blocks, canCancel: true });
  for (let from = 0; from < blocks; from += sliceBlocks) {
    throwIfCancelled(control.signal);
    records += await moveTexts(store, caseKey, from, from + sliceBlocks);
    control.report({ bytesDone: Math.min(blocks, from + sliceBlocks), records });
  }
  await forgetMovedTexts(store);
}
