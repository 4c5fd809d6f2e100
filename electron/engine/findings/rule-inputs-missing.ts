import type { FindingRule } from './finding-rule.ts';
import { failing, instantWords, onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const ruleInputsMissing: FindingRule = {
  id: 'rule-inputs-missing',
  title: 'Whether the rule was kept cannot be told',
  definition:
    'The run was allowed by a named rule in force at that instant, no condition of it is false by what the run recorded, and at least one cannot be told: the value is not recorded, redacted, in another currency or on another scale than the rule\'s, or the condition is not readable in the register. Nothing is converted and nothing is taken from data of another day.',
  basis: 'Threshold-rule replay: inputs missing',
  severity: 'low',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('inputs missing', (replay) => `Allowed by ${ruleText(replay)}, in force ${instantWords(replay)}; whether it was kept cannot be told: ${failing(replay, 'unknown')}.`),
};
