/** Units a person states a clock's error in, nanoseconds each. */
export const clockUnits = { s: 1_000_000_000n, ms: 1_000_000n, min: 60_000_000_000n, h: 3_600_000_000_000n } as const;
export type ClockUnit = keyof typeof clockUnits;

/** Nanoseconds of a decimal number of units, exactly; null: not such a number, zero, or finer than a nanosecond. */
export function clockNanoseconds(amount: string, unit: ClockUnit): string | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,9}))?$/u.exec(amount.trim());
  if (found === null) return null;
  const [, whole = '0', fraction = ''] = found;
  const scaled = BigInt(whole + fraction) * clockUnits[unit];
  const divisor = 10n ** BigInt(fraction.length);
  return scaled === 0n || scaled % divisor !== 0n ? null : (scaled / divisor).toString();
}

/** `2.1 s ahead`, `340 ms behind`: in the largest unit that needs at most three decimals. */
export function clockText(ahead: string): string {
  const behind = ahead.startsWith('-');
  const ns = BigInt(behind ? ahead.slice(1) : ahead);
  const [unit, size] = units.find(([, one]) => ns >= one && (ns * 1000n) % one === 0n) ?? ['ns', 1n];
  const fraction = String(((ns % size) * 1000n) / size).padStart(3, '0').replace(/0+$/u, '');
  return `${ns / size}${fraction === '' ? '' : `.${fraction}`} ${unit} ${behind ? 'behind' : 'ahead'}`;
}

const units: readonly (readonly [string, bigint])[] = [['h', clockUnits.h], ['min', clockUnits.min], ['s', clockUnits.s], ['ms', clockUnits.ms], ['µs', 1000n]];
