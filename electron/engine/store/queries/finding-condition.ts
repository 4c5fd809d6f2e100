import { findingStates } from '#shared/model/finding.ts';
import type { SearchTerm } from '#shared/search/search.ts';
import type { Bind } from './text-conditions.ts';

/** Runs that a finding is about, in one run or over several. */
export function findingCondition({ rule, state }: Extract<SearchTerm, { readonly kind: 'finding' }>, bind: Bind): string {
  const ofRule = rule === null ? '' : ` AND numbered.rule = ${bind(rule)}::text`;
  const inState = state === null ? '' : ` AND coalesce(said.state, 0) = ${bind(findingStates.indexOf(state))}::smallint`;
  const said = (same: string): string => (state === null ? '' : `LEFT JOIN finding_state AS said ON said.case_key = found.case_key AND ${same}`);
  const numbered = 'JOIN finding_rule AS numbered ON numbered.case_key = found.case_key AND numbered.rule_key = found.rule_key';
  return `run.id IN (SELECT found.run_id
                       FROM run_finding AS found
                       ${numbered}
                       ${said('said.rule = numbered.rule AND said.run_id = found.run_id')}
                      WHERE found.case_key = $1${ofRule}${inState}
                      UNION ALL
                     SELECT about.run_id
                       FROM case_finding AS found
                       ${numbered}
                       JOIN case_finding_run AS about ON about.case_key = found.case_key AND about.finding_id = found.finding_id
                       ${said('said.finding_id = found.finding_id')}
                      WHERE found.case_key = $1${ofRule}${inState})`;
}
