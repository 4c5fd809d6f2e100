import type { Decimal } from '#shared/decimal.ts';

/** null: no plain decimal number. */
export function decimalOf(text: string): Decimal | null {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2] ?? ''}${fraction}`);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

/** At least two digits behind the point, and as many more as the value has. */
export function decimalText({ digits, scale }: Decimal): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const [whole, fraction] = scale === 0 ? [size, ''] : [size.slice(0, -scale), size.slice(-scale).replace(/0+$/, '')];
  return `${digits < 0n ? '-' : ''}${whole}.${fraction.padEnd(2, '0')}`;
}
