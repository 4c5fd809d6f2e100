import { stageKinds, type StageKind } from '#shared/model/lineage.ts';
import type { AssembledRun, AssembledStage, AssembledValue } from './assembled-run.ts';
import { completenessOf } from './completeness.ts';
import { gatherMerged } from './gather.ts';
import { readInstant } from './instants.ts';
import { linksOf } from './links.ts';
import { mergeEvents, type MergedStage, type MergedValue } from './merge.ts';
import { minimumFieldsOf } from './minimum-fields.ts';
import type { NumberedStage } from './numbered-stage.ts';
import type { PlacedEvent } from './placed-event.ts';
import { emptyMergedSlots } from './slots.ts';
import { rowOf } from './summary.ts';
import { titleOf } from './titles.ts';

/** Everything records say of one run: what its page shows. `events` are of one run, in order of import, and not empty. */
export function assembleRun(events: readonly PlacedEvent[]): AssembledRun {
  const merged = mergeEvents(events);
  const slots = emptyMergedSlots();
  gatherMerged(merged, events, slots);
  const run = rowOf(events, slots, merged.contradictions);
  const drafts = numberStages(merged.stages, events);
  return {
    run,
    context: contextOf(merged.stages),
    stages: stageKinds.flatMap((kind) => stagesOfKind(kind, drafts, run)),
    links: linksOf(drafts, events, run.actionType),
    fields: completenessOf(slots),
    minimumFields: minimumFieldsOf(run, merged.stages),
    unmapped: events.flatMap(({ event }, index) => event.unmapped.map((pointer) => ({ event: index, pointer }))),
  };
}

function numberStages(stages: readonly MergedStage[], events: readonly PlacedEvent[]): readonly NumberedStage[] {
  const counts = new Map<StageKind, number>();
  return stages.flatMap((stage) => {
    if (stage.kind === 'context') return [];
    const count = (counts.get(stage.kind) ?? 0) + 1;
    counts.set(stage.kind, count);
    return [{ id: count === 1 ? stage.kind : `${stage.kind}-${count}`, kind: stage.kind, stage, at: stageTime(stage, events) }];
  });
}

/** Main stages are listed even when nothing is recorded of them: an empty place is a statement too. So are the side ones. */
function stagesOfKind(kind: StageKind, drafts: readonly NumberedStage[], run: AssembledRun['run']): readonly AssembledStage[] {
  const present = drafts.filter((draft) => draft.kind === kind);
  if (present.length === 0) return [{ id: kind, kind, present: false, title: titleOf(kind, null, run), at: null, values: {} }];
  return present.map(({ id, stage, at }) => ({
    id,
    kind,
    present: true,
    title: titleOf(kind, stage, run),
    at,
    values: valuesOf(stage),
  }));
}

const timeNames: readonly string[] = ['at', 'filedAt', 'requestedAt', 'decidedAt'];

function stageTime(stage: MergedStage, events: readonly PlacedEvent[]): string | null {
  for (const name of timeNames) {
    const merged = stage.values.get(name);
    if (merged === undefined) continue;
    const { ns } = readInstant(merged.shown.value, events[merged.event]?.zone ?? null);
    if (ns !== null) return ns;
  }
  return null;
}

function contextOf(stages: readonly MergedStage[]): Readonly<Record<string, AssembledValue>> {
  return Object.assign(emptyRecord(), ...stages.filter(({ kind }) => kind === 'context').map(valuesOf));
}

function valuesOf(stage: MergedStage): Readonly<Record<string, AssembledValue>> {
  const values = emptyRecord();
  for (const [name, merged] of stage.values) values[name] = assembled(merged);
  return values;
}

/** Names come from foreign records: without a prototype, `__proto__` is a name like any other. */
function emptyRecord(): Record<string, AssembledValue> {
  const record: Record<string, AssembledValue> = Object.create(null);
  return record;
}

function assembled({ shown, event, also }: MergedValue): AssembledValue {
  return {
    value: shown.value,
    provenance: shown.provenance,
    rule: shown.rule,
    event,
    pointer: shown.pointer,
    also: also.map((other) => ({ value: other.value.value, provenance: other.value.provenance, event: other.event, pointer: other.value.pointer })),
  };
}

