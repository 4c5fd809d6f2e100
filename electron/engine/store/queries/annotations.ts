import type { RowMarks } from '#shared/model/annotation.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf } from './search-to-sql.ts';

/** What the list shows beside these runs; runs that carry nothing are left out. */
export async function marksOfRuns(store: Store, caseKey: number, runs: readonly string[]): Promise<readonly RowMarks[]> {
  const rows = await store.query(
    `SELECT asked.run_id::text,
            EXISTS (SELECT 1 FROM run_star AS star WHERE star.case_key = $1 AND star.run_id = asked.run_id),
            (SELECT coalesce(json_agg(tag ORDER BY tag), '[]') FROM run_tag AS tagged WHERE tagged.case_key = $1 AND tagged.run_id = asked.run_id)::text,
            (SELECT count(*) FROM run_comment AS comment WHERE comment.case_key = $1 AND comment.run_id = asked.run_id)::integer
       FROM unnest($2::uuid[]) AS asked(run_id)`,
    [caseKey, runs],
  );
  return rows
    .map((values) => {
      const row = new Row(values);
      return { run: row.text(), starred: row.boolean(), tags: tagNames(row.text()), comments: row.number() };
    })
    .filter(({ starred, tags, comments }) => starred || tags.length > 0 || comments > 0);
}

/** Tags with the runs that carry them, most first. */
export async function tagCounts(store: Store, caseKey: number): Promise<readonly { readonly tag: string; readonly runs: number }[]> {
  const rows = await store.query('SELECT tag, count(*) AS runs FROM run_tag WHERE case_key = $1 GROUP BY tag ORDER BY runs DESC, tag', [caseKey]);
  return rows.map(([tag, runs]) => ({ tag: String(tag), runs: Number(runs) }));
}

/** External ids of runs by their own; a run no import brought is not there. */
export async function externalIds(store: Store, caseKey: number, runs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await store.query('SELECT id::text, external_id FROM run WHERE case_key = $1 AND id = ANY($2::uuid[])', [caseKey, runs]);
  return new Map(rows.map(([id, external]) => [String(id), String(external)]));
}

/** Ids of the runs that match, at most `limit` of them. */
export async function idsOfMatching(store: Store, caseKey: number, where: string, limit: number): Promise<readonly string[]> {
  const filter = filterOf(caseKey, where);
  const rows = await store.query(`SELECT run.id::text FROM run WHERE ${filter.sql} LIMIT ${limit}`, filter.parameters);
  return rows.map(([id]) => String(id)).sort();
}

function tagNames(json: string): readonly string[] {
  const read: unknown = JSON.parse(json);
  return Array.isArray(read) ? read.map(String) : [];
}
