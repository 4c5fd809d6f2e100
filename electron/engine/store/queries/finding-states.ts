import { findingStates, type FindingState } from '#shared/model/finding.ts';
import type { Store } from '../store.ts';

export interface KeptState {
  readonly id: string;
  readonly rule: string;
  readonly run: string | null;
  readonly state: FindingState;
}

/** Puts these states in the place of all that are kept. In one statement: nobody sees half of them. */
export async function replaceFindingStates(store: Store, caseKey: number, states: readonly KeptState[]): Promise<void> {
  const rows = states.map(({ id, rule, run, state }) => ({ finding_id: id, rule, run_id: run, state: findingStates.indexOf(state) }));
  await store.query(
    `WITH said AS (SELECT * FROM json_to_recordset($2::json) AS said(finding_id text, rule text, run_id uuid, state smallint)),
          gone AS (DELETE FROM finding_state WHERE case_key = $1 AND finding_id NOT IN (SELECT finding_id FROM said))
     INSERT INTO finding_state (case_key, finding_id, rule, run_id, state)
     SELECT $1::integer, finding_id, rule, run_id, state
       FROM said
         ON CONFLICT (case_key, finding_id) DO UPDATE SET state = EXCLUDED.state`,
    [caseKey, JSON.stringify(rows)],
  );
}

/** How many findings that were raised people accepted and dismissed, by rule. */
export async function statedCounts(store: Store, caseKey: number): Promise<ReadonlyMap<string, { readonly accepted: number; readonly dismissed: number }>> {
  const rows = await store.query(
    `SELECT said.rule, count(*) FILTER (WHERE said.state = ${findingStates.indexOf('accepted')}), count(*) FILTER (WHERE said.state = ${findingStates.indexOf('dismissed')})
       FROM finding_state AS said
       JOIN finding_rule ON finding_rule.case_key = said.case_key AND finding_rule.rule = said.rule
      WHERE said.case_key = $1
        AND (EXISTS (SELECT 1 FROM run_finding AS found WHERE found.case_key = said.case_key AND found.rule_key = finding_rule.rule_key AND found.run_id = said.run_id)
             OR EXISTS (SELECT 1 FROM case_finding AS found WHERE found.case_key = said.case_key AND found.finding_id = said.finding_id))
      GROUP BY said.rule`,
    [caseKey],
  );
  return new Map(rows.map(([rule, accepted, dismissed]) => [String(rule), { accepted: Number(accepted), dismissed: Number(dismissed) }]));
}
