import { parseSearch } from '#shared/search/parse-search.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { joinedSource, readRun, selectedRun } from './run-rows.ts';
import { searchCondition } from './search-to-sql.ts';

export const looked = 20_000;

/**
 * The run nearest in time to an instant that a search lists, among the `looked` nearest of all: `before` it, or `from` it on.
 * A search that hardly anything meets must not walk a million runs.
 */
export async function nearestRun(store: Store, caseKey: number, where: string, side: 'before' | 'from', at: string): Promise<RunRow | null> {
  const parameters: unknown[] = [caseKey, at];
  const parsed = parseSearch(where);
  const search = parsed.ok ? parsed.search : null;
  const condition = search === null ? 'TRUE' : searchCondition(search, (value) => `$${parameters.push(value)}`);
  const [comparison, order] = side === 'before' ? (['<', 'DESC'] as const) : (['>=', 'ASC'] as const);
  const rows = await store.query(
    `SELECT ${selectedRun}
       FROM (SELECT * FROM (SELECT * FROM run WHERE run.case_key = $1 AND run.started_at ${comparison} $2::bigint ORDER BY run.started_at ${order}, run.id ${order} LIMIT ${looked}) AS run
              WHERE ${condition} ORDER BY run.started_at ${order}, run.id ${order} LIMIT 1) AS page
       ${joinedSource}`,
    parameters,
  );
  const [row] = rows;
  return row === undefined ? null : readRun(row);
}
