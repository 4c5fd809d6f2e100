import { citedRulesLacking } from './cited-rules.ts';
import type { FindingRule } from './finding-rule.ts';
import { withoutRegister } from './replay-finding.ts';

export const ruleWithoutReview: FindingRule = {
  id: 'rule-without-review',
  title: 'A rule in use has no review cadence',
  definition: 'At least one run was allowed by a rule of which the register has an entry, of the recorded version or, where none is recorded, of any, that records no review cadence: how often it is looked at is not stated. One finding a rule and version. Rules that no run names are not found.',
  basis: 'Human-in-the-loop gates: review cadence of a threshold rule',
  severity: 'low',
  family: 'threshold rules',
  needs: withoutRegister,
  overRuns: (context) => citedRulesLacking(context, (entry) => entry.review === null, 'no review cadence'),
};
