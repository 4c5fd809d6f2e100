import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { AssembledStage, AssembledValue } from '../lineage/assembled-run.ts';
import { sameDecimal } from './decimals.ts';
import type { SurveyedRun } from './finding-rule.ts';
import { executionsOf, isSurelyAfter, instantIn, isTold, readable, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export interface Difference {
  readonly name: string;
  readonly proposed: string;
  readonly executed: string;
  readonly evidence: readonly string[];
}

const compared = ['amount', 'currency', 'recipient', 'recordId'] as const;

/**
 * What the one output proposed and the one execution did otherwise: amount, currency, recipient, record and fields, each where both
 * record it. Where records disagree on what was executed, only what none of them has as proposed.
 */
export function differencesOf(surveyed: SurveyedRun): readonly Difference[] {
  if (last?.of !== surveyed) last = { of: surveyed, differences: compare(surveyed) };
  return last.differences;
}

/** Two rules ask for the same comparison of the same run. */
let last: { readonly of: SurveyedRun; readonly differences: readonly Difference[] } | null = null;

function compare(surveyed: SurveyedRun): readonly Difference[] {
  const outputs = stagesOf(surveyed.run, 'output');
  const executions = executionsOf(surveyed);
  const [output, execution] = [outputs[0], executions[0]];
  if (output === undefined || execution === undefined || outputs.length > 1 || executions.length > 1) return none;
  const plan = readable(output.values['plan']);
  const members = plan !== null && isJsonObject(plan) ? plan : null;
  const found: Difference[] = [];
  for (const name of compared) {
    const own = textOf(output, name);
    const planned = own === null && members !== null ? members[name] : undefined;
    const proposed = own ?? (planned === undefined || planned === null || typeof planned === 'object' ? null : String(planned));
    const executed = textOf(execution, name);
    if (proposed === null || executed === null || statedBy(execution.values[name]).some((one) => same(name, proposed, one))) continue;
    found.push({ name, proposed, executed, evidence: [`${output.id}.${own === null ? 'plan' : name}`, `${execution.id}.${name}`] });
  }
  if (members !== null) found.push(...changesBetween(members['changes'] ?? null, execution, output));
  return found;
}

const none: readonly Difference[] = [];

function statedBy(value: AssembledValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return [value, ...value.also].flatMap((one) => (one.value === null || typeof one.value === 'object' ? [] : [String(one.value)]));
}

function same(name: string, a: string, b: string): boolean {
  if (a === b) return true;
  if (name === 'amount') return sameDecimal(a, b) ?? true;
  return name === 'currency' && a.toUpperCase() === b.toUpperCase();
}

/** Fields that were planned and written with another value. A field that was never planned is what the connector added. */
function changesBetween(planned: JsonValue, execution: AssembledStage, output: AssembledStage): readonly Difference[] {
  const written = afterByField(readable(execution.values['changes']));
  return [...afterByField(planned)].flatMap(([field, proposed]) => {
    const executed = written.get(field);
    return executed === undefined || executed === proposed ? [] : [{ name: `field ${field}`, proposed, executed, evidence: [`${output.id}.plan`, `${execution.id}.changes`] }];
  });
}

function afterByField(changes: JsonValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!isJsonArray(changes)) return found;
  for (const change of changes) if (isJsonObject(change) && typeof change['field'] === 'string' && change['after'] !== undefined) found.set(change['field'], JSON.stringify(change['after']));
  return found;
}

export function differenceWords(differences: readonly Difference[]): string {
  return differences.map(({ name, proposed, executed }) => `${quoted(name)} ${quoted(proposed)} was proposed and ${quoted(executed)} executed`).join('; ');
}

/** A person changed the content, by the word of the decision: then other content is what was approved. */
export function isEdited({ facts, run }: SurveyedRun): boolean {
  return facts.verdict === 'modified' || facts.verdict === 'taken over' || facts.overridden === true || stagesOf(run, 'decision').some((stage) => isTold(stage, 'edits'));
}

/** A person or rule allowed it, and not only afterwards. */
export function isApprovedBefore(surveyed: SurveyedRun): boolean {
  const { row, facts, run } = surveyed;
  if ((row.approvalClass !== 'human' && row.approvalClass !== 'named rule') || facts.verdict === 'rejected') return false;
  const [decided, executed] = [instantIn(stagesOf(run, 'decision')[0], 'at'), instantIn(executionsOf(surveyed)[0], 'at')];
  return decided === null || executed === null || !isSurelyAfter(decided, executed);
}
