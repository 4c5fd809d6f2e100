import type { StampedSource } from '../../figures/data-stamp.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export async function stampedSources(store: Store, caseKey: number): Promise<readonly StampedSource[]> {
  const rows = await store.query('SELECT sha256, bytes, format, layout, mapping, zone FROM source WHERE case_key = $1 ORDER BY source_key', [caseKey]);
  return rows.map((values) => {
    const row = new Row(values);
    return { sha256: row.text(), bytes: row.number(), format: row.text(), layout: row.text(), mapping: row.textOrNull(), zone: row.textOrNull() };
  });
}
