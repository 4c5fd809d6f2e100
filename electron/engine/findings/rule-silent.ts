import type { FindingRule } from './finding-rule.ts';
import { failing, instantWords, onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const ruleSilent: FindingRule = {
  id: 'rule-silent',
  title: 'Allowed by a rule that says nothing of the case',
  definition:
    'As `threshold-breach`, where every condition that is false counts matching rules (its unit is "rules") and the run records that none matched: the rule neither allows nor queues such a case, and nobody wrote down what should happen to it.',
  basis: 'Threshold-based governance: above 80 with no territory rule at all',
  severity: 'high',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('rule silent', (replay) => `Allowed by ${ruleText(replay)}, in force ${instantWords(replay)}, which says nothing of this case: ${failing(replay, false)}.`),
};
