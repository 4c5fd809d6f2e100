import { assert } from '#shared/assert.ts';

/** Exact sums of decimal text, as many places as the more precise one has. Exponents are not read: the index hands over plain decimals. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return textOf(scaled(a, places) + scaled(b, places), places);
}

export function subtractDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return textOf(scaled(a, places) - scaled(b, places), places);
}

/** Negative, zero or positive, as `a - b` is. `1.0` and `1.00` are equal. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const [left, right] = [scaled(a, places), scaled(b, places)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}

function scaled(text: string, places: number): bigint {
  assert(/^[+-]?\d+(\.\d*)?$/.test(text), `${text} is plain decimal text`);
  const digits = text.replace('.', '').replace('+', '');
  return BigInt(digits) * 10n ** BigInt(places - placesOf(text));
}

function textOf(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
