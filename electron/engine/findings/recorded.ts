import { isJsonObject, type JsonValue } from '#shared/json.ts';
import type { StageKind } from '#shared/model/lineage.ts';
import type { RunRow } from '#shared/model/run.ts';
import { parseInstant } from '#shared/time.ts';
import type { AssembledRun, AssembledStage, AssembledValue } from '../lineage/assembled-run.ts';
import type { SurveyedRun } from './finding-rule.ts';

type Told = Readonly<Record<StageKind, readonly AssembledStage[]>>;

interface Sorted {
  readonly run: AssembledRun;
  readonly told: Told;
  done: readonly AssembledStage[] | null;
  inputs: readonly RecordedInput[] | null;
}

/** Stages of a kind that records speak of, in the order of the run. */
export function stagesOf(run: AssembledRun, kind: StageKind): readonly AssembledStage[] {
  return sortedOf(run).told[kind];
}

/** Every rule looks at a run before the next run comes: what one of them sorted serves the others. */
let sorted: Sorted | null = null;

function sortedOf(run: AssembledRun): Sorted {
  if (sorted?.run === run) return sorted;
  const told: Record<StageKind, AssembledStage[]> = { trigger: [], model: [], output: [], decision: [], execution: [], outcome: [], recovery: [], dispute: [], consent: [], 'source-data': [], access: [] };
  for (const stage of run.stages) if (stage.present) told[stage.kind].push(stage);
  sorted = { run, told, done: null, inputs: null };
  return sorted;
}

/** A value that is there to be read: recorded or inferred, not hashed, redacted or empty. */
export function valueOf(stage: AssembledStage | undefined, name: string): JsonValue | null {
  return readable(stage?.values[name]);
}

export function readable(value: AssembledValue | undefined): JsonValue | null {
  if (value === undefined || (value.provenance !== 'recorded' && value.provenance !== 'inferred') || value.value === '') return null;
  return value.value;
}

/** The same as text, of a scalar. */
export function textOf(stage: AssembledStage | undefined, name: string): string | null {
  const value = valueOf(stage, name);
  return value === null || typeof value === 'object' ? null : String(value);
}

/** The first stage of these that states the value. */
export function firstWith(stages: readonly AssembledStage[], name: string): AssembledStage | undefined {
  return stages.find((stage) => valueOf(stage, name) !== null);
}

/** Something is said of it, be it hashed or redacted. */
export function isTold(stage: AssembledStage | undefined, name: string): boolean {
  const value = stage?.values[name];
  return value !== undefined && value.value !== null && value.value !== '';
}

const doing = ['at', 'effect', 'operation', 'recordId', 'amount', 'externalRef', 'changes', 'recipient', 'idempotencyKey', 'callId', 'arguments', 'assignee'] as const;

/** What the records say was done and not only read: an execution that names no more than the type of the action is none, nor is one the outcome says did not happen. */
export function executionsOf({ row, run }: Pick<SurveyedRun, 'row' | 'run'>): readonly AssembledStage[] {
  if (row.outcome === 'not executed') return none;
  const own = sortedOf(run);
  return (own.done ??= own.told.execution.filter(isDone));
}

const none: readonly AssembledStage[] = [];

function isDone(stage: AssembledStage): boolean {
  return textOf(stage, 'effect') !== 'read' && doing.some((name) => isTold(stage, name));
}

/** Records name an agent, a model, a prompt or an output: not merely another system's word on an action. */
export function isOfAi(row: RunRow): boolean {
  return row.agent !== null || row.model !== null || row.promptTemplate !== null || row.fields[1] !== 'a' || row.fields[2] !== 'a';
}

/** An instant, and how much later it may have been: a time to the second may be any instant of that second. */
export interface RecordedInstant {
  readonly at: string;
  readonly unit: bigint;
}

const units = { day: 86_400_000_000_000n, minute: 60_000_000_000n, second: 1_000_000_000n, millisecond: 1_000_000n, microsecond: 1000n, nanosecond: 1n } as const;

export function instantIn(stage: AssembledStage | undefined, name: string): RecordedInstant | null {
  const value = valueOf(stage, name);
  if (stage === undefined || (typeof value !== 'string' && typeof value !== 'number')) return null;
  const stated = parseInstant(value, null);
  if (stated.ok) return { at: stated.ns, unit: units[stated.precision] };
  // The stage's own time was placed with the zone a person stated for the source.
  if (!stated.zoneless || name !== 'at' || stage.at === null) return null;
  const local = parseInstant(value, 'UTC');
  return local.ok ? { at: stage.at, unit: units[local.precision] } : null;
}

/** Later whatever the digits below its precision were. Equal instants, and those within one unit, cannot be told apart. */
export function isSurelyAfter(later: RecordedInstant, earlier: RecordedInstant): boolean {
  return BigInt(later.at) >= BigInt(earlier.at) + earlier.unit && later.at !== earlier.at;
}

/** A member of what a run was decided on: a feature or a piece of state, written as an object or spread over columns. */
export interface RecordedInput {
  readonly name: string;
  readonly value: JsonValue;
  /** As evidence names it. */
  readonly evidence: string;
}

export function inputsOf(run: AssembledRun): readonly RecordedInput[] {
  const own = sortedOf(run);
  return (own.inputs ??= readInputs(run));
}

function readInputs(run: AssembledRun): readonly RecordedInput[] {
  const found: RecordedInput[] = [];
  for (const stage of stagesOf(run, 'source-data')) {
    for (const name in stage.values) {
      const value = readable(stage.values[name]);
      if (value === null) continue;
      if (name === 'features' || name === 'state') {
        if (isJsonObject(value)) for (const member in value) found.push({ name: member, value: value[member] ?? null, evidence: `${stage.id}.${name}` });
      } else if (name.startsWith('features.') || name.startsWith('state.')) found.push({ name: name.slice(name.indexOf('.') + 1), value, evidence: `${stage.id}.${name}` });
    }
  }
  return found;
}

/** `accountAgeDays`, `account_age_days` and `Account age (days)` are one name. */
export const plainName = remembering((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));

/** Names come again run after run, but they are evidence: there may be as many as runs, so only the first are kept. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const fresh = make(text);
    if (made.size < 5000 && text.length < 200) made.set(text, fresh);
    return fresh;
  };
}
