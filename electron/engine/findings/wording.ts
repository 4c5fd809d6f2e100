import { instantText } from '#shared/time.ts';

const longest = 80;

/** A recorded text inside a sentence, shortened where long. */
export function quoted(text: string): string {
  const points = [...text];
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`;
}

export function at(ns: string): string {
  return instantText(ns);
}

/** The time between two instants, earlier first, in the two largest units that say something: exact below a minute. */
export function between(from: string, to: string): string {
  return durationText(BigInt(to) - BigInt(from));
}

const sizes = [['days', 86_400_000_000_000n], ['h', 3_600_000_000_000n], ['min', 60_000_000_000n]] as const;

export function durationText(ns: bigint): string {
  if (ns < 0n) return `-${durationText(-ns)}`;
  const found = sizes.findIndex(([, size]) => ns >= size);
  const [unit, size] = sizes[found] ?? ['s', 1_000_000_000n];
  if (unit === 's') return `${secondsText(ns)} s`;
  const count = ns / size;
  const rest = ns - count * size;
  const [nextUnit, nextSize] = sizes[found + 1] ?? ['s', 1_000_000_000n];
  const more = rest / nextSize;
  return `${count} ${unit === 'days' && count === 1n ? 'day' : unit}${more === 0n ? '' : ` ${more} ${nextUnit}`}`;
}

function secondsText(ns: bigint): string {
  const fraction = String(ns % 1_000_000_000n).padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? String(ns / 1_000_000_000n) : `${ns / 1_000_000_000n}.${fraction}`;
}

/** `1 run`, `12 runs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** An amount with its currency, or the word that none is recorded. */
export function money(amount: string, currency: string | null): string {
  return `${quoted(amount)} ${currency === null ? '(currency not recorded)' : quoted(currency)}`;
}
