import { formatInstant, parseInstant } from '#shared/time.ts';

export type Zone = 'utc' | 'local';

/** A moment as it is printed. `date` and `time` are in `zone`; `offset` is `Z` or `±hh:mm`. */
export interface InstantText {
  readonly date: string;
  /** To the millisecond, cut and not rounded. */
  readonly time: string;
  readonly offset: string;
  /** Everything known of it, nanoseconds included, in RFC 3339 form. */
  readonly full: string;
}

/** `at` is nanoseconds since 1970 as decimal text, or an RFC 3339 text. Null when it is neither: then show it as it stands. */
export function instantText(at: string, zone: Zone): InstantText | null {
  const nanoseconds = decimalNanoseconds(at);
  if (nanoseconds === null) return null;
  const { date, time, offset } = formatInstant(nanoseconds, { zone, digits: 3 });
  const exact = formatInstant(nanoseconds, { zone });
  return { date, time, offset, full: `${exact.date}T${exact.time}${exact.offset}` };
}

/** Nanoseconds between two moments given as for `instantText`; null when either cannot be read. */
export function nanosecondsBetween(from: string, to: string): bigint | null {
  const start = decimalNanoseconds(from);
  const end = decimalNanoseconds(to);
  return start === null || end === null ? null : BigInt(end) - BigInt(start);
}

function decimalNanoseconds(at: string): string | null {
  if (/^-?\d{1,25}$/.test(at)) return at;
  const reading = parseInstant(at);
  return reading.ok ? reading.ns : null;
}
