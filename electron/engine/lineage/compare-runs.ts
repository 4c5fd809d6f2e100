import type { Lineage, OtherValue, Stage, StageValue } from '#shared/model/lineage.ts';
import type { PairedSide, PairedStage, PairedValue, PairVerdict, RunPair } from '#shared/model/run-pair.ts';
import { comparedMembers } from './compare-members.ts';
import { sameValue } from './same-value.ts';

/**
 * Two runs beside each other. Stages are paired by kind and order, which is all that two runs have in common; values by their
 * canonical names, held to be the same by the rules by which records of one run are (`same-value.ts`).
 */
export function compareRuns(a: Lineage, b: Lineage): RunPair {
  const [ours, theirs] = [numbered(a.stages), numbered(b.stages)];
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted((one, two) => orderOf(one, a, b) - orderOf(two, a, b));
  const stages = keys.map((key): PairedStage => {
    const [one, two] = [ours.get(key), theirs.get(key)];
    const [kind = '', place = '1'] = key.split(' ');
    return { kind: (one ?? two)?.kind ?? null, place: Number(place), a: sideOf(one, a), b: sideOf(two, b), values: pairedValues(kind, one?.values ?? {}, two?.values ?? {}) };
  });
  const whole: PairedStage = { kind: null, place: 1, a: null, b: null, values: pairedValues('context', a.context, b.context) };
  return { a: { run: a.run, records: a.records }, b: { run: b.run, records: b.records }, stages: [...stages, whole] };
}

/** By kind and place among its kind: `execution 2`. */
function numbered(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  const counts = new Map<string, number>();
  return new Map(
    stages.map((stage) => {
      const place = (counts.get(stage.kind) ?? 0) + 1;
      counts.set(stage.kind, place);
      return [`${stage.kind} ${place}`, stage];
    }),
  );
}

/** As the lineages list their kinds; what only one run has follows its kind. */
function orderOf(key: string, a: Lineage, b: Lineage): number {
  const [kind = '', place = '1'] = key.split(' ');
  const order = [...new Set([...a.stages, ...b.stages].map((stage) => stage.kind))];
  return order.findIndex((known) => known === kind) * 100_000 + Number(place);
}

function sideOf(stage: Stage | undefined, { run }: Lineage): PairedSide | null {
  if (stage === undefined) return null;
  const { id, present, title, at } = stage;
  return { id, present, title, at, afterStart: at === null || run.startedAt === null ? null : String(BigInt(at) - BigInt(run.startedAt)) };
}

type Values = Readonly<Record<string, StageValue>>;

function pairedValues(kind: string, a: Values, b: Values): readonly PairedValue[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => pairedValue(kind, name, given(a[name]), given(b[name])));
}

function given(value: StageValue | undefined): StageValue | null {
  return value === undefined || value.provenance === 'absent' ? null : value;
}

function pairedValue(kind: string, name: string, a: StageValue | null, b: StageValue | null): PairedValue {
  const { verdict, why } = verdictOn(kind, name, a, b);
  const { members, more } = verdict === 'different' && isStructure(a) && isStructure(b) ? comparedMembers(a?.value ?? null, b?.value ?? null) : { members: [], more: 0 };
  return { name, a, b, verdict, why, members, moreMembers: more };
}

/** Names under which every run says something of its own. When a model was deployed is no such time: two runs may share it, and should say so. */
const ownIds: ReadonlySet<string> = new Set(['execution externalRef', 'execution callId', 'execution idempotencyKey', 'outcome externalId', 'dispute id', 'trigger ref', 'context interactionId', 'context conversationId', 'context sessionId']);

function isOwn(kind: string, name: string): boolean {
  return ownIds.has(`${kind} ${name}`) || ((name === 'at' || name.endsWith('At')) && name !== 'deployedAt');
}

function verdictOn(kind: string, name: string, a: StageValue | null, b: StageValue | null): { readonly verdict: PairVerdict; readonly why: string | null } {
  if (a === null) return { verdict: b === null ? 'same' : 'only in B', why: b === null ? 'Recorded in neither.' : null };
  if (b === null) return { verdict: 'only in A', why: null };
  const withheld = [a, b].find(isWithheld);
  if (withheld !== undefined) {
    if (a.provenance === 'hash only' && b.provenance === 'hash only' && sameValue(name, a.value, b.value)) return { verdict: 'same', why: 'Both are kept as the same hash.' };
    return { verdict: 'not comparable', why: withheld.provenance === 'redacted' ? 'One side was redacted before the export.' : 'One side is kept as a hash; of what form is not known.' };
  }
  if (sameValue(name, a.value, b.value)) return { verdict: 'same', why: null };
  if (readings(a).some((one) => readings(b).some((two) => sameValue(name, one.value, two.value)))) return { verdict: 'same', why: 'By one of the records; others say otherwise.' };
  return { verdict: isOwn(kind, name) ? 'of its own' : 'different', why: null };
}

function readings(value: StageValue): readonly OtherValue[] {
  return [value, ...value.also].filter((one) => !isWithheld(one));
}

function isWithheld({ provenance }: OtherValue): boolean {
  return provenance === 'hash only' || provenance === 'redacted';
}

function isStructure(value: StageValue | null): boolean {
  return value !== null && typeof value.value === 'object' && value.value !== null;
}
