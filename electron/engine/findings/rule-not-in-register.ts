import type { FindingRule } from './finding-rule.ts';
import { onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const ruleNotInRegister: FindingRule = {
  id: 'rule-not-in-register',
  title: 'Allowed by a rule the register does not know',
  definition: 'The run was allowed by a named rule, and no imported register of rules has an entry of that id, character by character. Ids are never parsed, and rules never matched by topic.',
  basis: 'Execute Action Audit Standard, field 5; human-in-the-loop gates: the rule is a record of its own',
  severity: 'high',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('not in register', (replay) => `Allowed by ${ruleText(replay)}, which no imported register names.`),
};
