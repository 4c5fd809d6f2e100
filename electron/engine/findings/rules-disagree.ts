import type { FindingRule } from './finding-rule.ts';
import { instantWords, onReplay, withoutRegister } from './replay-finding.ts';
import { ruleText } from './rule-replay.ts';

export const rulesDisagree: FindingRule = {
  id: 'rules-disagree',
  title: 'Several entries of the rule were in force and disagree',
  definition: 'The register has more than one entry of the cited rule in force at the instant of the decision, and over what the run recorded they do not come to the same. All are shown; none is chosen.',
  basis: 'Threshold-rule replay: overlapping rules',
  severity: 'medium',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun: onReplay('rules disagree', (replay) => {
    const each = replay.rules.map(({ entry, holds }) => `version ${entry.version} ${holds === true ? 'allows it' : holds === false ? 'does not' : 'cannot be told'}`);
    return `Of ${ruleText(replay)} the register has ${replay.rules.length} entries in force ${instantWords(replay)}: ${each.join(', ')}.`;
  }),
};
