import { formatInstant } from './time.ts';
import { placeLocal } from './zones.ts';

/** Widths a bar may have. Parts of a day are cut from local midnight on; weeks begin on Monday. */
export const timeUnits = ['1 ms', '10 ms', '100 ms', '1 s', '5 s', '15 s', '1 min', '5 min', '15 min', '1 h', '3 h', '6 h', '12 h', '1 d', '1 week', '1 month', '3 months', '1 year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

const second = 1_000_000_000n;
const hour = 3600n * second;
const day = 24n * hour;

/** The usual length; days and what is longer differ by the calendar. */
const lengths: Readonly<Record<TimeUnit, bigint>> = {
  '1 ms': 1_000_000n, '10 ms': 10_000_000n, '100 ms': 100_000_000n, '1 s': second, '5 s': 5n * second, '15 s': 15n * second, '1 min': 60n * second, '5 min': 300n * second, '15 min': 900n * second,
  '1 h': hour, '3 h': 3n * hour, '6 h': 6n * hour, '12 h': 12n * hour, '1 d': day, '1 week': 7n * day, '1 month': 30n * day, '3 months': 91n * day, '1 year': 365n * day,
};

export interface TimeWindow {
  /** Nanoseconds since 1970 as decimal text. Included. */
  readonly from: string;
  /** Excluded. */
  readonly until: string;
}

export function unitLength(unit: TimeUnit): bigint {
  return lengths[unit];
}

/** The finest unit that cuts the window into at most `most` bins. */
export function unitFor({ from, until }: TimeWindow, most: number): TimeUnit {
  const length = BigInt(until) - BigInt(from);
  return timeUnits.find((unit) => length <= lengths[unit] * BigInt(most)) ?? '1 year';
}

/** Bounds never used up by one question, however far apart the window's ends. */
const mostEdges = 5_000;

/**
 * Where bins begin, ascending, and where the last ends: whole units of the zone's clock and calendar that together cover the window.
 * A day on which the clock changes is 23 or 25 hours long, and bins inside it are cut from its midnight.
 * Beyond 5 000 bins the last edge stands before the window's end: ask for a coarser unit.
 */
export function binEdges({ from, until }: TimeWindow, unit: TimeUnit, zone: string): readonly string[] {
  const [start, end] = [BigInt(from), BigInt(until)];
  if (end <= start) return [];
  const length = lengths[unit];
  const edges: bigint[] = [];
  if (length < hour || (zone === 'utc' && length <= day)) {
    // Offsets are whole quarters of an hour, so these begin alike in every zone.
    for (let at = floorTo(start, length); edges.length < mostEdges; at += length) {
      edges.push(at);
      if (at >= end) break;
    }
    return edges.map(String);
  }
  let begin = firstDay(start, unit, zone);
  while (edges.length < mostEdges && begin.at < end) {
    const next = followingDay(begin.date, unit, zone);
    if (length >= day) edges.push(begin.at);
    else for (let at = begin.at; at < next.at && edges.length < mostEdges; at += length) if (at + length > start && at < end) edges.push(at);
    begin = next;
  }
  const last = edges.at(-1);
  if (last !== undefined) edges.push(length >= day ? begin.at : least(last + length, begin.at));
  return edges.map(String);
}

interface LocalDay {
  readonly at: bigint;
  readonly date: CalendarDate;
}

interface CalendarDate {
  readonly year: number;
  /** 1 to 12, or beyond: `Date.UTC` carries. */
  readonly month: number;
  readonly day: number;
}

function firstDay(start: bigint, unit: TimeUnit, zone: string): LocalDay {
  const [year = 1970, month = 1, dayOfMonth = 1] = formatInstant(String(start), { zone }).date.replace(/^[+-]0*/u, '').split('-').map(Number);
  switch (unit) {
    case '1 year':
      return midnight({ year, month: 1, day: 1 }, zone);
    case '3 months':
      return midnight({ year, month: month - ((month - 1) % 3), day: 1 }, zone);
    case '1 month':
      return midnight({ year, month, day: 1 }, zone);
    case '1 week':
      return midnight({ year, month, day: dayOfMonth - ((new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay() + 6) % 7) }, zone);
    default:
      return midnight({ year, month, day: dayOfMonth }, zone);
  }
}

function followingDay({ year, month, day: dayOfMonth }: CalendarDate, unit: TimeUnit, zone: string): LocalDay {
  switch (unit) {
    case '1 year':
      return midnight({ year: year + 1, month: 1, day: 1 }, zone);
    case '3 months':
      return midnight({ year, month: month + 3, day: 1 }, zone);
    case '1 month':
      return midnight({ year, month: month + 1, day: 1 }, zone);
    case '1 week':
      return midnight({ year, month, day: dayOfMonth + 7 }, zone);
    default:
      return midnight({ year, month, day: dayOfMonth + 1 }, zone);
  }
}

/** The first instant of a local day. A skipped midnight is read with the offset before the change: the instant of the jump. */
function midnight(date: CalendarDate, zone: string): LocalDay {
  const utc = new Date(Date.UTC(date.year, date.month - 1, date.day));
  const local = utc.getTime() / 1000;
  const at = zone === 'utc' ? local : (placeLocal(zone, local)?.epochSeconds ?? local);
  return { at: BigInt(at) * second, date: { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() } };
}

function floorTo(value: bigint, unit: bigint): bigint {
  return value - (((value % unit) + unit) % unit);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
