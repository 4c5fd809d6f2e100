import type { Store } from '../store.ts';
import { runsTotal } from './runs-count.ts';

/** Records: as many as the sources hold, rejected and duplicate ones included. */
export async function caseTotals(store: Store, caseKey: number): Promise<{ readonly runs: number; readonly records: number; readonly sources: number }> {
  const [row] = await store.query('SELECT coalesce(sum(read), 0)::bigint, count(*) FROM source WHERE case_key = $1', [caseKey]);
  return { runs: await runsTotal(store, caseKey), records: Number(row?.[0]), sources: Number(row?.[1]) };
}
