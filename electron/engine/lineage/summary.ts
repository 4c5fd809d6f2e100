import type { RunRow } from '#shared/model/run.ts';
import type { EventValue } from '../importers/importer.ts';
import { approvalOf } from './approval.ts';
import { completenessLetters } from './completeness.ts';
import { gatherMerged, gatherSingle, scalarText } from './gather.ts';
import { mergeEvents } from './merge.ts';
import { outcomeStatusOf, verdictOf } from './outcome.ts';
import { patternOf } from './patterns.ts';
import type { PlacedEvent } from './placed-event.ts';
import { runIdOf } from './run-id.ts';
import { clearSlots, emptyMergedSlots, emptySlots, rank, slotOf, stageIndexOf, type Slots } from './slots.ts';

/**
 * The row of a run from everything records say of it: what the import stores. The same rules as `assembleRun`, without
 * building stages; a run with one plain record takes a path that merges nothing. `events` are of one run and not empty.
 */
export function summarise(events: readonly PlacedEvent[]): RunRow {
  const first = events[0];
  if (events.length === 1 && first !== undefined) {
    clearSlots(scratch);
    if (gatherSingle(first, scratch)) return rowOf(events, scratch, 0);
  }
  const merged = mergeEvents(events);
  const slots = emptyMergedSlots();
  gatherMerged(merged, events, slots);
  return rowOf(events, slots, merged.contradictions);
}

/** Never escapes: `rowOf` copies texts out of it. One array set for a million records. */
const scratch: Slots = emptySlots();

const slot = {
  actionType: slotOf('context.actionType'),
  pattern: slotOf('context.pattern'),
  environment: slotOf('context.environment'),
  agent: slotOf('context.agent'),
  contextSystem: slotOf('context.system'),
  model: slotOf('model.name'),
  modelVersion: slotOf('model.version'),
  promptTemplate: slotOf('model.promptTemplate'),
  promptVersion: slotOf('model.promptVersion'),
  ruleId: slotOf('decision.ruleId'),
  verdict: slotOf('decision.verdict'),
  executionType: slotOf('execution.type'),
  system: slotOf('execution.system'),
  recordId: slotOf('execution.recordId'),
  amount: slotOf('execution.amount'),
  currency: slotOf('execution.currency'),
  proposedAmount: slotOf('output.amount'),
  proposedCurrency: slotOf('output.currency'),
  status: slotOf('outcome.status'),
} as const;
const executionStage = stageIndexOf('execution');

export function rowOf(events: readonly PlacedEvent[], slots: Slots, contradictions: number): RunRow {
  const first = events[0];
  const values = slots.values;
  const actionType = scalarText(values[slot.actionType]) ?? scalarText(values[slot.executionType]);
  const approval = approvalOf(slots);
  const fields = completenessLetters(slots, approval);
  const executed = decimalText(slots, slot.amount);
  const proposed = executed === null ? decimalText(slots, slot.proposedAmount) : null;
  const [subject = null, ...furtherSubjects] = subjectsOf(slots);
  return {
    id: runIdOf(first?.event.runKey ?? ''),
    externalId: first?.event.externalId ?? '',
    startedAt: slots.startedAt,
    executedAt: slots.executedAt,
    endedAt: slots.endedAt,
    actionType,
    pattern: patternOf(scalarText(values[slot.pattern]), actionType),
    environment: scalarText(values[slot.environment]),
    agent: scalarText(values[slot.agent]),
    model: scalarText(values[slot.model]),
    modelVersion: scalarText(values[slot.modelVersion]),
    promptTemplate: scalarText(values[slot.promptTemplate]),
    promptVersion: scalarText(values[slot.promptVersion]),
    approvalClass: approval.class,
    approver: approval.approver,
    ruleId: scalarText(values[slot.ruleId]),
    outcome: outcomeOf(slots, actionType),
    amount: executed ?? proposed,
    currency: scalarText(values[proposed === null ? slot.currency : slot.proposedCurrency]),
    subject,
    furtherSubjects,
    system: scalarText(values[slot.system]) ?? scalarText(values[slot.contextSystem]),
    targetRecord: scalarText(values[slot.recordId]),
    fields,
    recordedFields: countRecorded(fields),
    source: first?.source ?? '',
    sourceKey: first?.sourceKey ?? 0,
    sources: countDistinct(events, (placed) => placed.sourceKey),
    records: countDistinct(events, (placed) => `${placed.sourceKey} ${placed.ordinal}`),
    contradictions,
    // Checks are made later, and of sources: the index knows.
    failedRecords: 0,
  };
}

/** A refusal with nothing executed after it is the outcome, even where no system reports one. */
function outcomeOf(slots: Slots, actionType: string | null): RunRow['outcome'] {
  const status = slots.values[slot.status];
  const stated = status === undefined || (status.provenance !== 'recorded' && status.provenance !== 'inferred') ? 'not recorded' : outcomeStatusOf(status.value, actionType);
  if (stated !== 'not recorded') return stated;
  const refused = (slots.best[executionStage] ?? rank.none) === rank.none && verdictOf(slots.values[slot.verdict]?.value) === 'rejected';
  return refused ? 'rejected' : 'not recorded';
}

/** `kind:id`, each once, whatever record names it; what is kept as a hash or blackened out names nobody. */
function subjectsOf({ subject, furtherSubjects }: Slots): readonly string[] {
  const found: string[] = [];
  if (subject !== undefined) addSubject(subject, found);
  for (const value of furtherSubjects) addSubject(value, found);
  return found;
}

function addSubject(value: EventValue, into: string[]): void {
  const id = scalarText(value);
  if (id === null) return;
  const text = `${value.name.slice('subject.'.length)}:${id}`;
  if (!into.includes(text)) into.push(text);
}

/** An amount as decimal text; null when the recorded text is not one (`1,200 EUR`), which stays readable on the run's page. */
function decimalText(slots: Slots, index: number): string | null {
  const text = scalarText(slots.values[index]);
  if (text === null) return null;
  return isDecimal(text) ? text : null;
}

export function isDecimal(text: string): boolean {
  let digits = 0;
  let points = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) digits += 1;
    else if (code === 46) points += 1;
    else if (!((code === 45 || code === 43) && index === 0)) return digits > 0 && isExponentForm(text);
  }
  return digits > 0 && points < 2;
}

function isExponentForm(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?e[+-]?\d{1,3}$/i.test(text);
}

function countRecorded(letters: string): number {
  let count = 0;
  for (let index = 0; index < letters.length; index += 1) if (letters.charCodeAt(index) === 114) count += 1;
  return count;
}

function countDistinct(events: readonly PlacedEvent[], keyOf: (placed: PlacedEvent) => number | string): number {
  return events.length === 1 ? 1 : new Set(events.map(keyOf)).size;
}
