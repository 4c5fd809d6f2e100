import type { FindingRule } from './finding-rule.ts';
import { failing, instantWords, onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const thresholdBreach: FindingRule = {
  id: 'threshold-breach',
  title: 'Allowed by a rule whose conditions do not hold',
  definition:
    'The run was allowed by a named rule, the register has that rule (of the recorded version, else of any) in force at the instant of the decision, else of the execution, and by what the run recorded at least one of its conditions is false: it should have been queued. Amounts are compared as exact decimals in the same currency, scores on the same scale; < and ≤ are what the register says. The proposed amount counts, the executed one only where none is proposed. What cannot be told raises `rule-inputs-missing`; a rule that no territory matched raises `rule-silent`.',
  basis: 'Threshold-rule replay: should have been queued',
  severity: 'high',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('should have been queued', (replay) => `Allowed by ${ruleText(replay)}, in force ${instantWords(replay)}, whose conditions do not all hold: ${failing(replay, false)}.`),
};
