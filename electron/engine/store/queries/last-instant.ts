import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** The latest instant any record of the case states for itself; null: none states one. */
export async function lastInstant(store: Store, caseKey: number): Promise<string | null> {
  const [row] = await store.query('SELECT max(last_at) FROM source WHERE case_key = $1', [caseKey]);
  return row === undefined ? null : new Row(row).instant();
}
