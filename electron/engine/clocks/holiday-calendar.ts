import { z } from 'zod';
import { addDays, dayOfText, weekday, type Day } from './civil-day.ts';

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** Days on which nobody is expected to work, as versioned data. Outside what it covers nothing is known. */
export const holidayCalendarSchema = z.strictObject({
  calendar: z.string().max(60).regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().max(20),
  title: z.string().min(1).max(200),
  source: z.string().min(1).max(500),
  readOn: date,
  mark: z.enum(['T', 'S', 'M', 'C']),
  coversFrom: date,
  coversTo: date,
  days: z.array(z.strictObject({ date, name: z.string().min(1).max(100) })).max(1000),
});
export type HolidayCalendar = z.infer<typeof holidayCalendarSchema>;

/** null: the calendar does not cover the day. A weekend is a weekend without one. */
export function isWorkingDay(day: Day, calendar: HolidayCalendar | null): boolean | null {
  if (weekday(day) >= 6) return false;
  if (calendar === null || day < dayOfText(calendar.coversFrom) || day > dayOfText(calendar.coversTo)) return null;
  return !calendar.days.some((one) => dayOfText(one.date) === day);
}

/** The first working day from this one on; null: not known. */
export function workingDayFrom(day: Day, calendar: HolidayCalendar | null): Day | null {
  for (let at = day; at < day + 30; at = addDays(at, 1)) {
    const working = isWorkingDay(at, calendar);
    if (working !== false) return working === null ? null : at;
  }
  return null;
}

/** Day 1 is the first working day after `day`; null: not known. */
export function workingDaysAfter(day: Day, count: number, calendar: HolidayCalendar | null): Day | null {
  let at: Day | null = day;
  for (let counted = 0; counted < count && at !== null; counted += 1) at = workingDayFrom(addDays(at, 1), calendar);
  return at;
}
