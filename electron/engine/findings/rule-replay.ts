import type { RuleCondition, VersionEntry } from '#shared/model/version.ts';
import type { AssembledRun, AssembledStage } from '../lineage/assembled-run.ts';
import type { RuleContext, SurveyedRun } from './finding-rule.ts';
import { firstWith, instantIn, stagesOf, textOf } from './recorded.ts';
import { isInForce, registeredVersions } from './registered-versions.ts';
import { holds, type Held } from './rule-condition.ts';

/** One condition beside what the run recorded at decision time. */
export interface ReplayedCondition extends Held {
  readonly condition: RuleCondition;
}

/** One rule entry that was in force, over one run. `holds`: of all conditions, three-valued. */
export interface ReplayedRule {
  readonly entry: VersionEntry;
  readonly holds: boolean | 'unknown';
  readonly conditions: readonly ReplayedCondition[];
}

export const replayClasses = ['correctly automatic', 'should have been queued', 'rule silent', 'inputs missing', 'rules disagree', 'not in force', 'not in register', 'no conditions', 'time not recorded'] as const;
export type ReplayClass = (typeof replayClasses)[number];

export interface Replay {
  readonly class: ReplayClass;
  readonly ruleId: string;
  readonly ruleVersion: string | null;
  /** The decision that cites the rule. */
  readonly decision: AssembledStage;
  /** The instant at which the rule must have been in force. */
  readonly instant: string | null;
  /** The decision states no time: the execution's stands for it. */
  readonly byExecution: boolean;
  /** Every entry that was in force then: none is chosen silently. */
  readonly rules: readonly ReplayedRule[];
}

type Answer = (surveyed: SurveyedRun) => Replay | null;

/** Replays the rule a run cites, as its registry has it at the instant of the decision, over what the run recorded. null: no rule is cited as what allowed it. */
export function ruleReplay(context: RuleContext): Answer {
  const known = answers.get(context);
  if (known !== undefined) return known;
  let last: { readonly of: SurveyedRun; readonly replay: Replay | null } | null = null;
  const registered = registeredVersions(context);
  const answer: Answer = (surveyed) => {
    if (last?.of === surveyed) return last.replay;
    const replay = replayOf(surveyed, (name) => registered.of('rule', name));
    last = { of: surveyed, replay };
    return replay;
  };
  answers.set(context, answer);
  return answer;
}

/** Several rules ask for the same replay of the same run. */
const answers = new WeakMap<RuleContext, Answer>();

function replayOf({ row, run }: SurveyedRun, entriesOf: (name: string) => readonly VersionEntry[]): Replay | null {
  if (row.approvalClass !== 'named rule' || row.ruleId === null) return null;
  const decision = firstWith(stagesOf(run, 'decision'), 'ruleId');
  const ruleId = textOf(decision, 'ruleId');
  if (decision === undefined || ruleId === null) return null;
  const ruleVersion = textOf(decision, 'ruleVersion');
  const decided = instantIn(decision, 'at')?.at ?? decision.at;
  const instant = decided ?? row.executedAt;
  const base = { ruleId, ruleVersion, decision, instant, byExecution: decided === null && instant !== null };
  const named = entriesOf(ruleId);
  if (named.length === 0) return { ...base, class: 'not in register', rules: [] };
  if (instant === null) return { ...base, class: 'time not recorded', rules: [] };
  const inForce = named.filter((entry) => (ruleVersion === null || entry.version === ruleVersion) && isInForce(entry, instant));
  if (inForce.length === 0) return { ...base, class: 'not in force', rules: [] };
  const rules = inForce.map((entry) => replayed(entry, run, instant));
  return { ...base, class: classOf(rules), rules };
}

function replayed(entry: VersionEntry, run: AssembledRun, instant: string): ReplayedRule {
  const conditions = (entry.conditions ?? []).map((condition) => ({ condition, ...holds(condition, run, instant) }));
  const fails = conditions.some((one) => one.holds === false);
  return { entry, holds: fails ? false : conditions.some((one) => one.holds === 'unknown') ? 'unknown' : true, conditions };
}

function classOf(rules: readonly ReplayedRule[]): ReplayClass {
  const [first] = rules;
  if (first === undefined || rules.some(({ entry }) => entry.conditions === null)) return 'no conditions';
  if (rules.some((rule) => rule.holds !== first.holds)) return 'rules disagree';
  if (first.holds === true) return 'correctly automatic';
  if (first.holds === 'unknown') return 'inputs missing';
  return rules.every(isSilent) ? 'rule silent' : 'should have been queued';
}

/** All that fails is that no rule of the counted kind matched: the rule has nothing to say, rather than another thing. */
function isSilent({ conditions }: ReplayedRule): boolean {
  return conditions.every((one) => one.holds === true || (one.holds === false && one.noneMatched));
}

/** `refund amount < 100 EUR`. */
export function conditionText({ quantity, operator, value, unit }: RuleCondition): string {
  return [quantity ?? '(quantity not readable)', operator ?? '(operator not readable)', value ?? '(value not readable)', unit ?? ''].join(' ').trim();
}

/** `rule T-2026-03 version 1`. */
export function ruleText({ ruleId, ruleVersion }: Pick<Replay, 'ruleId' | 'ruleVersion'>): string {
  return ruleVersion === null ? `rule ${ruleId} (version not recorded)` : `rule ${ruleId} version ${ruleVersion}`;
}
