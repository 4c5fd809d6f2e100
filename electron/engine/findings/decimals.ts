import { compareDecimals, type Decimal } from '#shared/decimal.ts';

/** null: no plain decimal number, or one beyond any amount or score. */
export function readDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d{1,60})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text) ?? /^([+-]?)()\.(\d{1,60})(?:[eE]([+-]?\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2] ?? ''}${fraction}`) * (match[1] === '-' ? -1n : 1n);
  const scale = fraction.length - Number(match[4] ?? 0);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

export function decimalText({ digits, scale }: Decimal): string {
  const plain = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const text = scale === 0 ? plain : `${plain.slice(0, -scale)}.${plain.slice(-scale)}`;
  return digits < 0n ? `-${text}` : text;
}

/** `100`, `100.0` and `1e2` are one amount; null where either is no decimal number. */
export function sameDecimal(a: string, b: string): boolean | null {
  if (a === b) return true;
  const [first, second] = [readDecimal(a), readDecimal(b)];
  return first === null || second === null ? null : compareDecimals(first, second) === 0;
}
