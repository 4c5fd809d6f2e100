import { createHash } from 'node:crypto';
import type { CaseContext, RuleContext } from '../../findings/finding-rule.ts';
import { findingRules } from '../../findings/index.ts';
import { mergeVersions } from '../../lineage/versions.ts';
import { lastInstant } from '../../store/queries/last-instant.ts';
import type { CaseBench } from '../case-bench.ts';
import { statedVersions } from '../recall-versions.ts';
import { gateTable, suppliedLists } from './supplied-lists.ts';

/** What rules may know beside the runs, as the case has it now. */
export async function ruleContext(bench: CaseBench): Promise<RuleContext> {
  const { entries } = mergeVersions(await statedVersions(bench), []);
  return { versions: entries, gates: gateTable(bench.resources), ...suppliedLists(bench) };
}

export async function caseContext(bench: CaseBench, context: RuleContext): Promise<CaseContext> {
  return { ...context, asOf: await lastInstant(bench.store, bench.caseKey) };
}

/** Changes when what is said of a run may: a build with other rules, another gate table, list or registry. Not which import brought a registry. */
export function surveyedBy(context: RuleContext, build: string): string {
  const versions = context.versions.map(({ stated: _stated, ...version }) => version);
  const rules = findingRules.map(({ id }) => id);
  return createHash('sha256').update(JSON.stringify({ ...context, versions, rules, build })).digest('hex');
}
