import { isJsonObject, type JsonValue } from '#shared/json.ts';
import type { StageKind } from '#shared/model/lineage.ts';
import { numberOrText, parseJson } from '../../evidence/exact-numbers.ts';
import type { EventValue } from '../importer.ts';
import type { CellType } from './fields.ts';

/** A value as the record states it. `{"hash": …}` alone is *hash only*, `{"redacted": …}` alone *redacted*. */
export function recordedValue(stage: StageKind | 'context', instance: string, name: string, value: JsonValue, pointer: string): EventValue {
  if (typeof value === 'object' && isJsonObject(value)) {
    const cover = coverOf(value);
    if (cover !== null) return { stage, instance, name, value: cover.value, provenance: cover.provenance, rule: null, pointer };
  }
  return { stage, instance, name, value, provenance: 'recorded', rule: null, pointer };
}

export function inferredValue(stage: StageKind | 'context', name: string, value: JsonValue, pointer: string | null, rule: string): EventValue {
  return { stage, instance: '', name, value, provenance: 'inferred', rule, pointer };
}

export function coverOf(value: { readonly [key: string]: JsonValue }): { readonly value: JsonValue; readonly provenance: 'hash only' | 'redacted' } | null {
  let only: string | null = null;
  for (const key in value) {
    if (only !== null) return null;
    only = key;
  }
  if (only === 'hash' && typeof value['hash'] === 'string') return { value: value['hash'], provenance: 'hash only' };
  if (only === 'redacted' && value['redacted'] !== undefined && value['redacted'] !== false) return { value: value['redacted'], provenance: 'redacted' };
  return null;
}

/** Untrusted: a CSV cell as the value its field holds. Text that is not what the field asks for stays text. */
export function cellValue(text: string, cell: CellType): JsonValue {
  if (text === 'null') return null;
  if (text.charCodeAt(0) === 123 && (text.startsWith('{"hash"') || text.startsWith('{"redacted"'))) return jsonOrText(text);
  switch (cell) {
    case 'text':
    case 'decimal':
      return text;
    case 'number':
      return numberOrText(text);
    case 'boolean':
      return booleanOrText(text);
    case 'json':
      return looksLikeJson(text) ? jsonOrText(text) : text;
  }
}

function booleanOrText(text: string): JsonValue {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : text;
}

function looksLikeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 123 || first === 91;
}

function jsonOrText(text: string): JsonValue {
  return parseJson(text) ?? text;
}
