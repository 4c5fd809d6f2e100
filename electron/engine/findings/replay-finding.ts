import type { RuleContext, RunFinding, SurveyedRun } from './finding-rule.ts';
import { registeredVersions } from './registered-versions.ts';
import { conditionText, ruleReplay, type Replay, type ReplayClass } from './rule-replay.ts';
import { at } from './wording.ts';

/** `ofRun` of a rule that is raised by one class of the replay. */
export function onReplay(wanted: ReplayClass, sentenceOf: (replay: Replay) => string): (context: RuleContext) => (surveyed: SurveyedRun) => RunFinding | null {
  return (context) => {
    const replay = ruleReplay(context);
    return (surveyed) => {
      const found = replay(surveyed);
      return found?.class === wanted ? { sentence: sentenceOf(found), evidence: evidenceOf(found) } : null;
    };
  };
}

export function withoutRegister(context: RuleContext): string | null {
  return registeredVersions(context).knows('rule') ? null : 'no register of rules is imported';
}

function evidenceOf({ decision, rules, byExecution }: Replay): readonly string[] {
  const values = rules.flatMap(({ conditions }) => conditions.flatMap(({ holds, evidence }) => (holds === true || evidence === null ? [] : [evidence])));
  return [`${decision.id}.ruleId`, byExecution ? 'execution.at' : `${decision.id}.at`, ...new Set(values)];
}

/** The instant a rule must have been in force at, and whose it is. */
export function instantWords({ instant, byExecution }: Replay): string {
  return instant === null ? 'at an unrecorded time' : `at ${at(instant)}${byExecution ? ' (of the execution; the decision states no time)' : ''}`;
}

/** The conditions that do not hold, with what was recorded. */
export function failing({ rules }: Replay, of: false | 'unknown'): string {
  const texts = rules.flatMap(({ conditions }) => conditions.filter(({ holds }) => holds === of).map(({ condition, found }) => `${conditionText(condition)}: ${found}`));
  return [...new Set(texts)].join('; ');
}
