import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export async function runsInCase(store: Store, caseKey: number): Promise<number> {
  return counted(await store.query('SELECT coalesce((SELECT sum(runs)::bigint FROM run_shape WHERE case_key = $1 HAVING count(*) > 0), (SELECT count(*) FROM run WHERE case_key = $1))', [caseKey]));
}

export async function runsSurveyed(store: Store, caseKey: number): Promise<number> {
  return counted(await store.query('SELECT count(*) FROM run_detail WHERE case_key = $1', [caseKey]));
}

function counted(rows: readonly (readonly unknown[])[]): number {
  return new Row(rows[0] ?? [0]).number();
}
