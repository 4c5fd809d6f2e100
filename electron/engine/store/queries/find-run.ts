import type { RunRow } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { joinedSource, readRun, selectedRun } from './run-rows.ts';

/** A run's id is a UUID; other text would be refused by the database as a mistake of ours. */
export function isRunId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

export async function runById(store: Store, caseKey: number, id: string): Promise<RunRow | null> {
  if (!isRunId(id)) return null;
  const [row] = await store.query(`SELECT ${selectedRun} FROM run AS page ${joinedSource} WHERE page.case_key = $1 AND page.id = $2::uuid`, [caseKey, id]);
  return row === undefined ? null : readRun(row);
}

/** In the order asked; ids that are no run of the case are left out. */
export async function runsById(store: Store, caseKey: number, ids: readonly string[]): Promise<readonly RunRow[]> {
  const wanted = ids.filter(isRunId).map((id) => id.toLowerCase());
  const rows = await store.query(`SELECT ${selectedRun} FROM run AS page ${joinedSource} WHERE page.case_key = $1 AND page.id = ANY($2::uuid[])`, [caseKey, wanted]);
  const found = new Map(rows.map(readRun).map((run) => [run.id, run]));
  return wanted.flatMap((id) => found.get(id) ?? []);
}

/** An external id is only as unique as the systems that gave it: several runs of different sources may carry it. At most `limit`. */
export async function runsByExternalId(store: Store, caseKey: number, externalId: string, limit = 20): Promise<readonly RunRow[]> {
  const rows = await store.query(
    `SELECT ${selectedRun} FROM run AS page ${joinedSource}
      WHERE page.case_key = $1 AND page.external_id = $2
      ORDER BY page.id
      LIMIT $3`,
    [caseKey, externalId, limit],
  );
  return rows.map(readRun);
}
