import { assertNever } from '#shared/assert.ts';
import { movingVersions } from '#shared/model/moving-versions.ts';
import { outcomeStatuses } from '#shared/model/run.ts';
import type { ProvenancedFact } from '#shared/model/run-facts.ts';
import type { ExecutedState, RecoveryState } from '#shared/search/search.ts';

/** How a condition over `run_detail AS detail` is reached: looked up for the run, or, where the two are joined already, as it stands. */
export type DetailWay = (condition: string) => string;

export const lookedUp: DetailWay = (condition) => `EXISTS (SELECT 1 FROM run_detail AS detail WHERE detail.case_key = run.case_key AND detail.run_id = run.id AND (${condition}))`;
export const joinedDetail: DetailWay = (condition) => `(${condition})`;

const refused = `run.outcome IN (${outcomeStatuses.indexOf('rejected')}, ${outcomeStatuses.indexOf('not executed')})`;
export const executedSql = `CASE WHEN detail.executions > 0 THEN 'yes' WHEN ${refused} OR detail.effect = 'read' THEN 'no' WHEN detail.run_id IS NOT NULL THEN 'not recorded' END`;

/** A recovery stage leaves its letter in the variant, whatever it states. */
export const recoverySql = `CASE WHEN detail.recovered_amount IS NOT NULL THEN 'confirmed' WHEN detail.recovery_status IS NOT NULL OR strpos(detail.variant, 'c') > 0 THEN 'unconfirmed' WHEN detail.run_id IS NOT NULL THEN 'not recorded' END`;

export function executedCondition(value: ExecutedState, detail: DetailWay): string {
  return detail(`coalesce(${executedSql} = '${value}', FALSE)`);
}

export function recoveryCondition(value: RecoveryState, detail: DetailWay): string {
  return detail(`coalesce(${recoverySql} = '${value}', FALSE)`);
}

export function recordedCondition(fact: ProvenancedFact, detail: DetailWay): string {
  // Every name stands in the JSON text at most once, in quotes, as a member; values are of a closed list.
  return detail(`${statedSql(fact)} AND coalesce(strpos(detail.provenance, '"${fact}"') = 0, TRUE)`);
}

function statedSql(fact: ProvenancedFact): string {
  switch (fact) {
    case 'modelVersion':
      return versionStated('run.model_version');
    case 'promptVersion':
      return versionStated('run.prompt_version');
    case 'ruleId':
      return 'run.rule_id IS NOT NULL';
    case 'environment':
      return 'run.environment IS NOT NULL';
    case 'amount':
      return 'run.amount IS NOT NULL';
    case 'subject':
      return 'run.subject IS NOT NULL';
    case 'country':
      return 'detail.country IS NOT NULL';
    default:
      return assertNever(fact);
  }
}

function versionStated(column: string): string {
  return `${column} IS NOT NULL AND lower(${column}) NOT IN (${movingVersions.map((name) => `'${name}'`).join(', ')})`;
}
