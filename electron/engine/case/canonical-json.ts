import { assert } from '#shared/assert.ts';
import { isJsonArray, type JsonValue } from '#shared/json.ts';

/**
 * RFC 8785 (JSON Canonicalization Scheme). Numbers are IEEE 754 doubles written as ECMAScript writes them (section 3.2.2.3), so a
 * number that a double cannot hold must be told apart before it gets here. A lone surrogate has no canonical form
 * (section 3.2.2.2): that throws. The integrity room writes the same form from bytes, by the text rules below.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') {
    const text = canonicalString(value);
    assert(text !== null, 'a canonical string has no lone surrogate');
    return text;
  }
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'a canonical number is finite');
    return canonicalNumber(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // Section 3.2.3: sorted by UTF-16 code units, which is what JavaScript's own comparison does.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Section 3.2.2.2: quoted; null for a lone surrogate. */
export function canonicalString(text: string): string | null {
  return /\p{Surrogate}/u.test(text) ? null : JSON.stringify(text);
}

/** Section 3.2.2.3, of a finite double: `-0` is `0`. */
export function canonicalNumber(value: number): string {
  return JSON.stringify(value);
}
