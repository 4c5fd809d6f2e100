import { citedRulesLacking } from './cited-rules.ts';
import type { FindingRule } from './finding-rule.ts';
import { withoutRegister } from './replay-finding.ts';

export const ruleNotAdopted: FindingRule = {
  id: 'rule-not-adopted',
  title: 'Who adopted a rule in use is not recorded',
  definition: 'At least one run was allowed by a rule of which the register has an entry, of the recorded version or, where none is recorded, of any, that records nobody who adopted it: who approved the rule itself is not stated. One finding a rule and version. Rules that no run names are not found.',
  basis: 'Human-in-the-loop gates: approval of the rule itself',
  severity: 'low',
  family: 'threshold rules',
  needs: withoutRegister,
  overRuns: (context) => citedRulesLacking(context, (entry) => entry.approvedBy === null, 'nobody who adopted it'),
};
