import type { ToldReplay, ToldRule } from '#shared/model/told-replay.ts';
import type { RuleCondition, RuleOperator, VersionPlace } from '#shared/model/version.ts';
import { conditionText, ruleText, type Replay, type ReplayClass } from './rule-replay.ts';

/** A replay as people are told it. `placed`: the bytes of a registry's record, read back; null where they cannot be. */
export function toldReplay(replay: Replay, placed: (place: VersionPlace) => ToldRule['place']): ToldReplay {
  const { instant, byExecution, rules } = replay;
  return {
    rule: ruleText(replay), result: results[replay.class], instant, byExecution,
    rules: rules.map(({ entry, holds, conditions }) => {
      const [place] = entry.stated;
      return {
        version: entry.version, from: entry.from, until: entry.until, text: entry.text, effect: entry.effect, holds,
        conditions: conditions.map(({ condition, holds: held, found }) => ({ text: conditionText(condition), opposite: oppositeText(condition), holds: held, found })),
        place: place === undefined ? null : placed(place),
      };
    }),
  };
}

const results: Readonly<Record<ReplayClass, string>> = {
  'correctly automatic': 'Every condition of the rule holds by what the run recorded.',
  'should have been queued': 'A condition of the rule does not hold by what the run recorded: the rule does not cover this case.',
  'rule silent': 'The rule says nothing of this case: nothing that it counts is recorded.',
  'inputs missing': 'Whether the rule covers this case cannot be told: what a condition asks for is not recorded.',
  'rules disagree': 'Several entries of the rule were in force, and they come to different results.',
  'not in force': 'The registry has no entry of this rule and version in force at that time.',
  'not in register': 'No registry in this evidence names the rule.',
  'no conditions': 'The registry states no conditions of the rule that can be worked through.',
  'time not recorded': 'No time of the decision or of the execution is recorded, so which entry of the rule was in force cannot be told.',
};

const opposites: Readonly<Record<RuleOperator, RuleOperator>> = { '<': '≥', '≤': '>', '>': '≤', '≥': '<', '=': '≠', '≠': '=' };

function oppositeText(condition: RuleCondition): string | null {
  const { quantity, operator, value } = condition;
  return quantity === null || operator === null || value === null ? null : conditionText({ ...condition, operator: opposites[operator] });
}
