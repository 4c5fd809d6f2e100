import type { Store } from '../store.ts';
import { runShapeIsWhole } from '../run-shape.ts';
import { filterOf } from './search-to-sql.ts';

export async function runsCount(store: Store, caseKey: number, where: string): Promise<{ readonly matching: number; readonly total: number }> {
  const filter = filterOf(caseKey, where);
  const shaped = await runShapeIsWhole(store, caseKey);
  const total = await runsTotal(store, caseKey);
  if (filter.everything) return { matching: total, total };
  const counted = shaped && filter.onShape ? 'coalesce(sum(run.runs), 0)::bigint FROM run_shape AS run' : 'count(*) FROM run';
  const [row] = await store.query(`SELECT ${counted} WHERE ${filter.sql}`, filter.parameters);
  return { matching: Number(row?.[0]), total };
}

export async function runsTotal(store: Store, caseKey: number): Promise<number> {
  const counted = (await runShapeIsWhole(store, caseKey)) ? 'coalesce(sum(runs), 0)::bigint FROM run_shape' : 'count(*) FROM run';
  const [row] = await store.query(`SELECT ${counted} WHERE case_key = $1`, [caseKey]);
  return Number(row?.[0]);
}
