import type { FindingRule } from './finding-rule.ts';
import { instantWords, onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const ruleNotInForce: FindingRule = {
  id: 'rule-not-in-force',
  title: 'Allowed by a rule that was not in force',
  definition:
    'The run was allowed by a named rule that the register knows, and at the instant of the decision (else of the execution, and the sentence says so) no entry of the recorded version, or of any version where none is recorded, was in force: from its first instant, included, to its last, excluded.',
  basis: 'Threshold-rule replay: rule not in force',
  severity: 'high',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('not in force', (replay) => `Allowed by ${ruleText(replay)}, of which the register has nothing in force ${instantWords(replay)}.`),
};
