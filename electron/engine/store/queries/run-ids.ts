import type { Store } from '../store.ts';
import { filterOf } from './search-to-sql.ts';
import { Row } from './read-row.ts';

/** The ids of all runs a search finds, earliest first; at most `limit`. */
export async function runIds(store: Store, caseKey: number, where: string, limit: number): Promise<readonly string[]> {
  const filter = filterOf(caseKey, where);
  const rows = await store.query(
    `SELECT run.id::text
       FROM run
      WHERE ${filter.sql}
      ORDER BY run.started_at NULLS LAST, run.id
      LIMIT $${filter.parameters.length + 1}`,
    [...filter.parameters, limit],
  );
  return rows.map((values) => new Row(values).text());
}
