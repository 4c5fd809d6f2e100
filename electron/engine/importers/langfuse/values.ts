import { isJsonArray, isJsonObject, pointerToken, type JsonObject, type JsonValue } from '#shared/json.ts';
import type { StageKind } from '#shared/model/lineage.ts';
import { parseJson } from '../../evidence/exact-numbers.ts';
import type { EventValue } from '../importer.ts';

/** Collects what one record states, and which of its top-level members were read. */
export interface Collector {
  readonly values: EventValue[];
  readonly read: Set<string>;
}

type Stage = StageKind | 'context';

/** A member that is null, missing or an empty text says nothing, as the export writes it. */
export function take(into: Collector, record: JsonObject, member: string, stage: Stage, instance: string, name: string): void {
  into.read.add(member);
  const value = record[member];
  if (value === undefined || value === null || value === '') return;
  into.values.push(recorded(stage, instance, name, value, `/${pointerToken(member)}`));
}

export function recorded(stage: Stage, instance: string, name: string, value: JsonValue, pointer: string): EventValue {
  return { stage, instance, name, value, provenance: 'recorded', rule: null, pointer };
}

export function inferred(stage: Stage, instance: string, name: string, value: JsonValue, pointer: string | null, rule: string): EventValue {
  return { stage, instance, name, value, provenance: 'inferred', rule, pointer };
}

/** Members not read, except those that say nothing. */
export function unread(into: Collector, record: JsonObject): readonly string[] {
  return Object.keys(record).flatMap((member) => (into.read.has(member) || isSilent(record[member]) ? [] : [`/${pointerToken(member)}`]));
}

function isSilent(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === '{}') return true;
  return isJsonArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

/** Untrusted: the trace's own input and output are JSON inside a string, sometimes inside another. Three levels are undone. */
export function unwrapped(value: JsonValue): JsonValue {
  let inner = value;
  for (let level = 0; level < 3 && typeof inner === 'string' && startsLikeJson(inner); level += 1) {
    const parsed = parseJson(inner);
    if (parsed === undefined) return inner;
    inner = parsed;
  }
  return inner;
}

function startsLikeJson(text: string): boolean {
  const first = text.trimStart()[0];
  return first === '"' || first === '{' || first === '[';
}

/** OpenTelemetry attributes survive in `metadata.attributes`; metadata itself may be JSON in a string. */
export function attributesOf(record: JsonObject): JsonObject {
  const metadata = unwrapped(record['metadata'] ?? null);
  const attributes = isJsonObject(metadata) ? metadata['attributes'] : undefined;
  return isJsonObject(attributes) ? attributes : {};
}

export function attributePointer(name: string): string {
  return `/metadata/attributes/${pointerToken(name)}`;
}

/** The first of these attributes that says something. */
export function attribute(attributes: JsonObject, names: readonly string[]): { readonly name: string; readonly value: JsonValue } | null {
  for (const name of names) {
    const value = attributes[name];
    if (value !== undefined && value !== null && value !== '' && value !== 'unknown') return { name, value };
  }
  return null;
}
