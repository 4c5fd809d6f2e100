import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** Every run that findings over several runs are about, each once, earliest first; at most `limit`. */
export async function runsOfFindings(store: Store, caseKey: number, findings: readonly string[], limit: number): Promise<readonly string[]> {
  if (findings.length === 0) return [];
  const rows = await store.query(
    `SELECT run.id::text
       FROM run
      WHERE run.case_key = $1
        AND run.id IN (SELECT about.run_id
                         FROM case_finding_run AS about
                        WHERE about.case_key = $1
                          AND about.finding_id IN (SELECT jsonb_array_elements_text($2::text::jsonb)))
      ORDER BY run.started_at NULLS LAST, run.id
      LIMIT $3::integer`,
    [caseKey, JSON.stringify(findings), limit],
  );
  return rows.map((values) => new Row(values).text());
}
