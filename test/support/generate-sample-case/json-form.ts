import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';

/** An object without the members that are undefined: a thing not recorded leaves no key behind. */
export function members(entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept;
}

/** RFC 8785 for what the sample holds: no integer-like keys, no lone surrogates. */
export function canonical(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isJsonObject(value)) {
    const parts = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The chain of the sample: `hash` is SHA-256 (hex) of the RFC 8785 form of the record without `hash`, `prev_hash` and `seq` inside. */
export function chained(records: readonly JsonObject[]): readonly JsonObject[] {
  let previous = '0'.repeat(64);
  return records.map((record, index) => {
    const body = { ...record, seq: index + 1, prev_hash: previous };
    previous = sha256Hex(canonical(body));
    return { ...body, hash: previous };
  });
}

/** Euro cents as the number a JSON record carries. */
export function euros(cents: number): number {
  return cents / 100;
}

export function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
