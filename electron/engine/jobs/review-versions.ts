import type { RateSide } from '#shared/model/timeline.ts';
import { ratedKinds, type VersionRates, type VersionReview } from '#shared/model/version-review.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { wilson95 } from '../figures/wilson.ts';
import { findingRules } from '../findings/index.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { findingsByRule, versionRates, type ReviewPeriod, type VersionCounts } from '../store/queries/version-rates.ts';
import type { CaseBench } from './case-bench.ts';
import { ruleContext } from './survey/rule-context.ts';
import { surveyState } from './survey/survey-state.ts';

/** What the runs of each version came to: shares beside their numbers, never a judgement of a version. */
export async function reviewVersions(bench: CaseBench, where: string, period: ReviewPeriod | null = null): Promise<VersionReview> {
  const { store, caseKey } = bench;
  const survey = await surveyState(bench);
  const { matching, total } = await runsCount(store, caseKey, where);
  if (survey.kind !== 'whole') return { survey, matching, total, rates: null, findings: [], notChecked: [] };
  const counted = await versionRates(store, caseKey, where, period);
  const rules = findingRules.filter(({ family }) => family === 'threshold rules');
  const found = await findingsByRule(store, caseKey, where, period, rules.map(({ id }) => id));
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const context = await ruleContext(bench);
  return {
    survey, matching, total,
    rates: ratedKinds.flatMap((kind) => counted.filter((one) => one.kind === kind)).map((one) => ratesOf(one, counted)),
    findings: found.map((one) => ({ ...one, title: titles.get(one.finding) ?? one.finding })),
    notChecked: rules.flatMap(({ title, needs }) => {
      const why = needs?.(context) ?? null;
      return why === null ? [] : [{ title, why }];
    }),
  };
}

function ratesOf({ kind, name, version, runs, counts }: VersionCounts, all: readonly VersionCounts[]): VersionRates {
  const side = (k: number): RateSide => ({ k, n: runs, interval: wilson95(k, runs) });
  // A search names a rule without its version: it lists one version only where there is one.
  const several = all.filter((other) => other.kind === 'rule' && other.name === name).length > 1;
  const term = kind === 'rule' ? (several ? null : writeTerm('rule', name)) : writeTerm(kind, `${name}@${version ?? ''}`);
  return {
    kind, name, version, runs, term,
    rates: { failed: side(counts.failed), 'no-approval': side(counts['no-approval']), override: side(counts.override), dispute: side(counts.dispute), 'no-outcome': side(counts['no-outcome']) },
  };
}
