import { compareInstants } from '#shared/time.ts';
import { addDays, addMonths, dayText, instantAt, localTime, startOfDay, type Day } from './civil-day.ts';
import { workingDaysAfter, type HolidayCalendar } from './holiday-calendar.ts';
import type { Term } from './regime-pack.ts';

/** Where a term ends. `strict` is never later than any reading of the law we know; what is later is a note. */
export type TermEnd = { readonly ok: true; readonly strict: string; readonly lastDay: Day | null } | { readonly ok: false; readonly why: string };

const hour = 3_600_000_000_000n;

/**
 * Hours are elapsed hours in UTC and never roll. Days, months and business days go by the calendar of `zone`: the strict target is
 * the same wall time on the last day. A business day beyond the calendar's coverage is not guessed.
 */
export function termEnd({ amount, unit, calendar }: Term, from: string, zone: string, calendars: ReadonlyMap<string, HolidayCalendar>): TermEnd {
  if (unit === 'elapsed-hours') return { ok: true, strict: (BigInt(from) + BigInt(amount) * hour).toString(), lastDay: null };
  const start = localTime(from, zone);
  if (unit !== 'business-days') return onDay(unit === 'calendar-days' ? addDays(start.day, amount) : addMonths(start.day, amount), start.sinceMidnight, zone);
  const holidays = calendars.get(calendar ?? '') ?? null;
  const day = workingDaysAfter(start.day, amount, holidays);
  if (day !== null) return onDay(day, start.sinceMidnight, zone);
  return { ok: false, why: holidays === null ? `there is no holiday calendar ${JSON.stringify(calendar ?? '')} here` : `the calendar "${holidays.title}" covers ${holidays.coversFrom} to ${holidays.coversTo}, and the count leaves it` };
}

function onDay(day: Day, sinceMidnight: bigint, zone: string): TermEnd {
  return { ok: true, strict: instantAt({ day, sinceMidnight }, zone), lastDay: day };
}

/** The start of the last day of the year in which an instant lies: what a period after the end of the year counts from. */
export function yearEnd(from: string, zone: string): { readonly at: string; readonly year: string } {
  const year = dayText(localTime(from, zone).day).slice(0, 4);
  return { at: startOfDay(Math.round(Date.UTC(Number(year), 11, 31) / 86_400_000), zone), year };
}

/** Not counting the running hour of the event: the same amount, from the next full hour of the wall clock. */
export function withoutHourOfEvent(hours: number, from: string, zone: string): string {
  const { sinceMidnight } = localTime(from, zone);
  return (BigInt(from) + hour - (sinceMidnight % hour) + BigInt(hours) * hour).toString();
}

export function earliest(instants: readonly string[]): string | null {
  return instants.toSorted(compareInstants)[0] ?? null;
}

export function latest(instants: readonly string[]): string | null {
  return instants.toSorted(compareInstants).at(-1) ?? null;
}
