import { isJsonArray, isJsonObject, pointerToken, type JsonObject, type JsonValue } from '#shared/json.ts';
import type { ParsedRecord } from '../../evidence/layout.ts';
import type { EventValue, Normalised, SourceContext } from '../importer.ts';
import { csvHeaders, groupStages, jsonMembers, type Member } from './field-table.ts';
import { atOfEvent } from './fields.ts';
import { cellValue, coverOf, recordedValue } from './value.ts';

/** Untrusted: one record of our own form, nested, flat or a CSV row. The hot path of an import. */
export function normaliseNative(record: ParsedRecord, source: SourceContext): Normalised {
  if (!isJsonObject(record.value)) {
    return problem('not-an-object', 'A record of this format is an object with named members; this one is not.');
  }
  return source.layout.kind === 'csv' ? normaliseRow(record, record.value) : normaliseObject(record, record.value);
}

function normaliseObject(record: ParsedRecord, value: JsonObject): Normalised {
  const run = value['run'];
  const runId = isRunMember(run) ? idText(run['id']) : null;
  if (run !== undefined && runId === null) return problem('wrong-type', 'The member run is an object with an id, a text or a number; this record has something else there.');
  const key = keyOf(record, runId, idText(value['id']), value['action_type'], value['timestamp']);
  if (key === null) return noIdentity();
  const event = typeof value['event'] === 'string' ? value['event'] : 'run';
  const instance = idText(value['step']) ?? '';
  const values: EventValue[] = [];
  const unmapped: string[] = [];
  for (const name in value) {
    const inner = value[name];
    if (inner === undefined) continue;
    const member = jsonMembers.get(name);
    if (member === undefined) unmapped.push(`/${pointerToken(name)}`);
    else if (member.aboutRecord) continue;
    else readMember(member, inner, instance, value, values, unmapped);
  }
  pushOwnTime(event, value['at'], '/at', (group, member) => memberStated(value, group, member), instance, values);
  return { kind: 'events', events: [{ runKey: key.runKey, externalId: key.externalId, event, values, unmapped }] };
}

function isRunMember(run: JsonValue | undefined): run is JsonObject {
  return typeof run === 'object' && run !== null && isJsonObject(run);
}

function readMember(member: Member, inner: JsonValue, instance: string, record: JsonObject, values: EventValue[], unmapped: string[]): void {
  if (member.read !== null) {
    for (const value of member.read(inner, member.pointer, record)) values.push(value);
  } else if (member.members !== null && typeof inner === 'object' && inner !== null) {
    if (isJsonObject(inner)) readGroup(member, inner, member.pointer, instanceFor(member, instance), values);
    else readGroups(member, inner, values, unmapped);
  } else if (member.field !== null) {
    values.push(recordedValue(member.field.stage, instanceFor(member, instance), member.field.name, inner, member.pointer));
  } else {
    unmapped.push(member.pointer);
  }
}

/** A step names which of several stages of its kind the record speaks of; what concerns the run as a whole has none. */
function instanceFor(member: Member, step: string): string {
  return member.stage === 'context' || member.stage === 'trigger' ? '' : step;
}

function readGroup(member: Member, group: JsonObject, pointer: string, instance: string, values: EventValue[]): void {
  const cover = coverOf(group);
  if (cover !== null && (cover.provenance === 'redacted' || member.members?.has('hash') !== true)) {
    values.push({ stage: member.stage, instance, name: 'all', value: cover.value, provenance: cover.provenance, rule: null, pointer });
    return;
  }
  const own = pointer === member.pointer;
  for (const name in group) {
    const inner = group[name];
    if (inner === undefined) continue;
    const field = member.members?.get(name);
    if (field === undefined) values.push(recordedValue(member.stage, instance, name, inner, `${pointer}/${pointerToken(name)}`));
    else values.push(recordedValue(field.stage, instance, field.name, inner, own ? field.pointer : `${pointer}/${pointerToken(name)}`));
  }
}

function readGroups(member: Member, list: JsonValue, values: EventValue[], unmapped: string[]): void {
  if (!member.repeatable || !isJsonArray(list)) {
    unmapped.push(member.pointer);
    return;
  }
  list.forEach((item, index) => {
    const pointer = `${member.pointer}/${index}`;
    if (isJsonObject(item)) readGroup(member, item, pointer, list.length === 1 ? '' : String(index + 1), values);
    else unmapped.push(pointer);
  });
}

function normaliseRow(record: ParsedRecord, row: JsonObject): Normalised {
  const key = keyOf(record, cellId(row['run.id']), cellId(row['id']), row['action_type'], row['timestamp']);
  if (key === null) return noIdentity();
  const event = cellId(row['event']) ?? 'run';
  const instance = cellId(row['step']) ?? '';
  const values: EventValue[] = [];
  const unmapped: string[] = [];
  for (const header in row) {
    const cell = row[header];
    if (typeof cell !== 'string' || cell === '') continue;
    const member = csvHeaders.get(header);
    if (member === undefined) keepHeader(header, cell, instance, values, unmapped);
    else if (member.aboutRecord) continue;
    else if (member.read !== null) for (const value of member.read(cellValue(cell, 'text'), member.pointer, row)) values.push(value);
    else if (member.field !== null) {
      values.push(recordedValue(member.field.stage, instanceFor(member, instance), member.field.name, cellValue(cell, member.field.cell), member.pointer));
    }
  }
  pushOwnTime(event, cellId(row['at']) ?? undefined, '/at', (group, member) => cellId(row[`${group}.${member}`]) !== null, instance, values);
  return { kind: 'events', events: [{ runKey: key.runKey, externalId: key.externalId, event, values, unmapped }] };
}

/** `inputs.features.industry` has no row of its own in the table, but its first token names a stage. */
function keepHeader(header: string, cell: string, instance: string, values: EventValue[], unmapped: string[]): void {
  const dot = header.indexOf('.');
  const stage = dot < 1 ? undefined : groupStages.get(header.slice(0, dot));
  const pointer = `/${pointerToken(header)}`;
  if (stage === undefined) unmapped.push(pointer);
  else values.push(recordedValue(stage, stage === 'context' || stage === 'trigger' ? '' : instance, header.slice(dot + 1), cellValue(cell, 'json'), pointer));
}

/** The record's own `at` is the time of what it reports, unless the stage states a time itself; then it is when that was recorded. */
function pushOwnTime(
  event: string,
  at: JsonValue | undefined,
  pointer: string,
  isStated: (group: string, member: string) => boolean,
  instance: string,
  values: EventValue[],
): void {
  if (at === undefined) return;
  const target = atOfEvent.get(event);
  if (target === undefined) values.push(recordedValue('context', '', 'at', at, pointer));
  else if (isStated(target.group, target.member)) values.push(recordedValue('context', '', 'recordedAt', at, pointer));
  else values.push(recordedValue(target.stage, target.stage === 'trigger' ? '' : instance, target.name, at, pointer));
}

function memberStated(record: JsonObject, group: string, member: string): boolean {
  const inner = record[group];
  return typeof inner === 'object' && inner !== null && isJsonObject(inner) && inner[member] !== undefined;
}

/** A run id, else the record's own id, else its bytes: two records that name nothing are never taken for one run. */
function keyOf(
  record: ParsedRecord,
  runId: string | null,
  id: string | null,
  actionType: JsonValue | undefined,
  timestamp: JsonValue | undefined,
): { readonly runKey: string; readonly externalId: string } | null {
  if (runId !== null) return { runKey: `run:${runId}`, externalId: runId };
  if (id !== null) return { runKey: `record:${id}`, externalId: id };
  if (typeof actionType !== 'string' || timestamp === undefined || timestamp === null || timestamp === '') return null;
  const bytes = record.sha256 ?? `preview ${record.ordinal}`;
  return { runKey: `bytes:${bytes}`, externalId: `${actionType} ${bytes.slice(0, 12)}` };
}

function idText(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

function cellId(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' && value !== 'null' ? value : null;
}

function noIdentity(): Normalised {
  return problem('no-identity', 'The record names no run (run.id), has no id, and is not one action with an action_type and a timestamp. Add one of these, or import the file with a mapping.');
}

function problem(rule: string, reason: string): Normalised {
  return { kind: 'problem', problem: { rule, reason } };
}
