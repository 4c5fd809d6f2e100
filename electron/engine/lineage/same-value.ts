import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import { readInstant } from './instants.ts';

const decimalNames: ReadonlySet<string> = new Set(['amount', 'score', 'confidence']);

/**
 * Whether two records say the same of one value. A number and its text are the same value (a table holds only text); for
 * amounts and scores `120`, `120.0` and `"120.00"` are; for times the same instant written differently is.
 */
export function sameValue(name: string, a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (isScalar(a) && isScalar(b)) {
    if (String(a) === String(b)) return true;
    if (typeof a === 'number' || typeof b === 'number' || decimalNames.has(name)) return sameNumber(a, b);
    if (name === 'at' || name.endsWith('At')) return sameInstant(a, b);
    return false;
  }
  return sameStructure(a, b);
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function sameNumber(a: string | number | boolean, b: string | number | boolean): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean' || a === '' || b === '') return false;
  return Number(a) === Number(b);
}

function sameInstant(a: JsonValue, b: JsonValue): boolean {
  const first = readInstant(a, null).ns;
  return first !== null && first === readInstant(b, null).ns;
}

function sameStructure(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (isJsonArray(a) && isJsonArray(b)) {
    return a.length === b.length && a.every((item, index) => sameStructure(item, b[index] ?? null));
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameStructure(a[key] ?? null, b[key] ?? null));
  }
  return false;
}
