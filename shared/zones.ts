/**
 * Offsets of time zones. A zone is an IANA name, `UTC`, `Z`, a fixed offset (`+02:00`, `+0200`, `+02`), or `local` for the
 * computer's own, which may name what is shown but must never be used to read evidence.
 */
export function isKnownZone(zone: string): boolean {
  return zone === 'local' || fixedOffset(zone) !== null || formatterOf(zone) !== null;
}

/** Seconds east of UTC at an instant given in whole seconds since 1970; null when the zone is unknown. */
export function zoneOffset(zone: string, epochSeconds: number): number | null {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  if (Math.abs(epochSeconds) > lastDateSecond) return 0;
  if (zone === 'local') return -Math.round(new Date(epochSeconds * 1000).getTimezoneOffset() * 60);
  // No zone has changed its offset off a quarter of an hour since 1972; before that the error is at most one bucket.
  const bucket = Math.floor(epochSeconds / 900);
  const cache = offsetCaches.get(zone) ?? new Map<number, number>();
  const cached = cache.get(bucket);
  if (cached !== undefined) return cached;
  const formatter = formatterOf(zone);
  if (formatter === null) return null;
  const offset = offsetIn(formatter, bucket * 900);
  if (cache.size >= 20_000) cache.clear();
  cache.set(bucket, offset);
  offsetCaches.set(zone, cache);
  return offset;
}

/** A local wall-clock time placed on the time line. */
export interface Placed {
  readonly epochSeconds: number;
  readonly offset: number;
  /** `gap`: the clock skipped this time; `overlap`: it showed it twice. */
  readonly kind: 'exact' | 'gap' | 'overlap';
}

/**
 * Where a wall-clock time (as if it were UTC, in seconds) lies in a zone; null when the zone is unknown. Decided the same way
 * on every computer: of two possible instants the earlier, and a skipped time is read with the offset before the change.
 */
export function placeLocal(zone: string, localSeconds: number): Placed | null {
  const before = zoneOffset(zone, localSeconds - 86_400);
  const after = zoneOffset(zone, localSeconds + 86_400);
  if (before === null || after === null) return null;
  const offsets = before === after ? [before] : [before, after];
  const fitting = offsets.filter((offset) => zoneOffset(zone, localSeconds - offset) === offset);
  const [first, second] = fitting;
  if (first === undefined) return { epochSeconds: localSeconds - before, offset: before, kind: 'gap' };
  return { epochSeconds: localSeconds - first, offset: first, kind: second === undefined ? 'exact' : 'overlap' };
}

/** `Z`, `+02:00`, `-00:44:30`. */
export function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`;
}

/** Beyond it `Date` and `Intl` give up. */
const lastDateSecond = 8_640_000_000_000;

const offsetCaches = new Map<string, Map<number, number>>();
const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = makeFormatter(zone);
  if (formatters.size >= 1000) formatters.clear();
  formatters.set(zone, made);
  return made;
}

function makeFormatter(zone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function offsetIn(formatter: Intl.DateTimeFormat, epochSeconds: number): number {
  const name = formatter.formatToParts(epochSeconds * 1000).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name);
  if (match === null) return 0;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
}

function fixedOffset(zone: string): number | null {
  if (zone === 'Z' || zone === 'UTC') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match === null) return null;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 23 || minutes > 59) return null;
  const size = hours * 3600 + minutes * 60;
  return match[1] === '-' ? -size : size;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
