import { citedRulesLacking } from './cited-rules.ts';
import type { FindingRule } from './finding-rule.ts';
import { withoutRegister } from './replay-finding.ts';

export const ruleWithoutOwner: FindingRule = {
  id: 'rule-without-owner',
  title: 'A rule in use has no owner',
  definition: 'At least one run was allowed by a rule of which the register has an entry, of the recorded version or, where none is recorded, of any, that records no owner: somebody must answer for a threshold and tune it again. One finding a rule and version. Rules that no run names are not found.',
  basis: 'Human-in-the-loop gates: owner of a threshold rule; threshold-based governance',
  severity: 'low',
  family: 'threshold rules',
  needs: withoutRegister,
  overRuns: (context) => citedRulesLacking(context, (entry) => entry.owner === null, 'no owner'),
};
