import { metaValue } from '../store/queries/meta.ts';
import type { CaseBench } from './case-bench.ts';

/** Seq of the last import the index holds; 0 for none. */
export async function appliedImport({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>): Promise<number> {
  return Number((await metaValue(store, caseKey, 'applied-import-seq')) ?? 0);
}
