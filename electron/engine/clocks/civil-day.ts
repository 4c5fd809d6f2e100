import { formatInstant } from '#shared/time.ts';
import { placeLocal, zoneOffset } from '#shared/zones.ts';

/** A day of the calendar, counted from 1970-01-01. */
export type Day = number;

const secondsPerDay = 86_400;
const billion = 1_000_000_000n;

export function dayOfText(text: string): Day {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
}

export function dayText(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function addDays(day: Day, count: number): Day {
  return day + count;
}

/** The same day of the month; where that month has none, its last. Counted from the day given, so that a chain does not drift. */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.round(Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000);
}

/** 1 Monday to 7 Sunday. */
export function weekday(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export interface LocalTime {
  readonly day: Day;
  /** Nanoseconds since the day's 00:00 on the wall clock. */
  readonly sinceMidnight: bigint;
}

export function localTime(ns: string, zone: string): LocalTime {
  const offset = zoneOffset(zone, secondsOf(ns)) ?? 0;
  const local = BigInt(ns) + BigInt(offset) * billion;
  const perDay = BigInt(secondsPerDay) * billion;
  const sinceMidnight = ((local % perDay) + perDay) % perDay;
  return { day: Number((local - sinceMidnight) / perDay), sinceMidnight };
}

/** Where a wall-clock time lies; of two possible instants the earlier, and the earlier reading of a time the clocks skipped. */
export function instantAt({ day, sinceMidnight }: LocalTime, zone: string): string {
  const seconds = day * secondsPerDay + Number(sinceMidnight / billion);
  const placed = placeLocal(zone, seconds);
  const after = zoneOffset(zone, seconds + secondsPerDay) ?? 0;
  const offset = placed === null ? 0 : placed.kind === 'gap' ? Math.max(placed.offset, after) : placed.offset;
  return (BigInt(seconds - offset) * billion + (sinceMidnight % billion)).toString();
}

export function startOfDay(day: Day, zone: string): string {
  return instantAt({ day, sinceMidnight: 0n }, zone);
}

/** `2026-11-23 16:40 +01:00 (Monday)`: for notes, in the zone of the case. */
export function localWords(ns: string, zone: string): string {
  const { date, time, offset } = formatInstant(ns, { zone, digits: 0 });
  return `${weekdayNames[weekday(dayOfText(date)) - 1] ?? ''} ${date} ${time.endsWith(':00') ? time.slice(0, 5) : time} ${offset === 'Z' ? 'UTC' : offset}`;
}

function secondsOf(ns: string): number {
  const value = BigInt(ns);
  const whole = value / billion;
  return Number(value < 0n && whole * billion !== value ? whole - 1n : whole);
}
