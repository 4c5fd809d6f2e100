import type { FieldValues } from '#shared/ipc/answers.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf } from './search-to-sql.ts';

/** Matching runs by rule, most first: `finding:RULE` lists exactly the counted runs. A run counts at each rule that found something in it. */
export async function findingFacet(store: Store, caseKey: number, where: string): Promise<FieldValues['values']> {
  const filter = filterOf(caseKey, where);
  const matching = (run: string): string => (filter.everything ? 'TRUE' : `${run} IN (SELECT id FROM matching)`);
  const rows = await store.query(
    `WITH matching AS MATERIALIZED (SELECT run.id FROM run WHERE ${filter.everything ? 'FALSE' : filter.sql}),
          counted AS (
       SELECT rule_key, count(*) AS runs FROM run_finding WHERE case_key = $1 AND ${matching('run_id')} GROUP BY rule_key
        UNION ALL
       SELECT found.rule_key, count(DISTINCT about.run_id)
         FROM case_finding AS found
         JOIN case_finding_run AS about ON about.case_key = found.case_key AND about.finding_id = found.finding_id
        WHERE found.case_key = $1 AND ${matching('about.run_id')}
        GROUP BY found.rule_key)
     SELECT named.rule, counted.runs
       FROM counted
       JOIN finding_rule AS named ON named.case_key = $1 AND named.rule_key = counted.rule_key
      ORDER BY counted.runs DESC, named.rule`,
    filter.everything ? [caseKey] : filter.parameters,
  );
  return rows.map((values) => {
    const row = new Row(values);
    const rule = row.text();
    return { value: rule, label: rule, count: row.number() };
  });
}
