import type { Store } from './store.ts';

/** Tables with rows for each surveyed run, all keyed by `case_key, run_id`; `run_detail` last: a run with a row there is surveyed. */
const ofRuns = ['run_finding', 'run_text', 'run_text_waiting', 'run_detail'] as const;

/** Takes what the survey said of these runs away: they are surveyed again. For whoever changes what their records say. */
export async function forgetSurveyed(store: Store, caseKey: number, ids: readonly string[]): Promise<void> {
  for (const table of ofRuns.toReversed()) await store.query(`DELETE FROM ${table} WHERE case_key = $1 AND run_id = ANY($2::uuid[])`, [caseKey, ids]);
}

/** Takes everything the survey said away. Truncating what no other case shares: a million rows are not deleted one by one. */
export async function emptySurvey(store: Store, caseKey: number): Promise<void> {
  await store.query("DELETE FROM meta WHERE case_key = $1 AND key IN ('surveyed-import-seq', 'surveyed-by', 'finding-counts')", [caseKey]);
  const tables = [...ofRuns.toReversed(), 'case_finding', 'case_finding_run', 'finding_rule'];
  for (const table of tables) {
    const [row] = await store.query(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE case_key < $1 OR case_key > $1)`, [caseKey]);
    if (row?.[0] === false) await store.query(`TRUNCATE ${table}`);
    else await store.query(`DELETE FROM ${table} WHERE case_key = $1`, [caseKey]);
  }
}
