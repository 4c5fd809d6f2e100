import type { ClockNote } from '#shared/model/clock.ts';
import { addDays, dayText, instantAt, localTime, localWords, startOfDay, weekday, weekdayNames, type Day } from './civil-day.ts';
import { withoutHourOfEvent } from './deadline.ts';
import { isWorkingDay, workingDayFrom, type HolidayCalendar } from './holiday-calendar.ts';
import type { ClockRow, Term } from './regime-pack.ts';

/** What the notes of one clock rest on. */
export interface NoteBasis {
  readonly row: ClockRow;
  /** The term that decided, and the instant it counted from. */
  readonly term: Term;
  readonly from: string;
  readonly due: string;
  readonly lastDay: Day | null;
  readonly zone: string;
  readonly entity: string | null;
  readonly entityTitle: string | null;
  /** Holidays of the place whose working days count; null: none chosen. */
  readonly calendar: HolidayCalendar | null;
}

const noon = 12n * 3_600_000_000_000n;

/** Later readings of the law: notes beside the strict deadline, never in its place. Nothing rolls silently. */
export function otherReadings(basis: NoteBasis): readonly ClockNote[] {
  return [...endOfDay(basis), ...basis.row.notes.flatMap((note) => (note.kind === 'care' ? [] : readingOf(basis, note)))];
}

type Reading = Exclude<ClockRow['notes'][number], { readonly kind: 'care' }>;

function readingOf(basis: NoteBasis, note: Reading): readonly ClockNote[] {
  switch (note.kind) {
    case 'hour-of-event':
      return hourOfEvent(basis, note.source);
    case 'roll-next-working-day':
      return rolled(basis, note.source);
    case 'noon-next-working-day':
      return noonRule(basis, note.unless, note.source);
  }
}

function endOfDay({ lastDay, zone }: NoteBasis): readonly ClockNote[] {
  if (lastDay === null) return [];
  const at = startOfDay(addDays(lastDay, 1), zone);
  return [{ kind: 'reading', at, text: `Some count to the end of the last day: 24:00 on ${weekdayNames[weekday(lastDay) - 1] ?? ''} ${dayText(lastDay)}.`, source: 'Reg. 1182/71 Art. 3(2), as quoted, for regimes of the Union' }];
}

function hourOfEvent({ term, from, zone }: NoteBasis, source: string): readonly ClockNote[] {
  if (term.unit !== 'elapsed-hours') return [];
  const at = withoutHourOfEvent(term.amount, from, zone);
  return [{ kind: 'reading', at, text: `Some do not count the running hour of the event: ${localWords(at, zone)}.`, source }];
}

function rolled({ lastDay, calendar, zone }: NoteBasis, source: string): readonly ClockNote[] {
  if (lastDay === null) return [];
  const working = isWorkingDay(lastDay, calendar);
  if (working === true) return [];
  if (working === null) return [{ kind: 'reading', at: null, text: `If ${dayText(lastDay)} is a public holiday there, some move the last day to the next working day. No calendar that covers it is chosen.`, source }];
  const next = workingDayFrom(lastDay, calendar);
  if (next === null) return [{ kind: 'reading', at: null, text: 'The last day is not a working day; some move it to the next one. Which that is needs a holiday calendar that covers it.', source }];
  return [{ kind: 'reading', at: startOfDay(addDays(next, 1), zone), text: `The last day is not a working day; some move it to ${weekdayNames[weekday(next) - 1] ?? ''} ${dayText(next)}.`, source }];
}

function noonRule({ due, zone, calendar, entity, entityTitle }: NoteBasis, unless: readonly string[], source: string): readonly ClockNote[] {
  const day = localTime(due, zone).day;
  const working = isWorkingDay(day, calendar);
  if (working === true) return [];
  if (entity !== null && unless.includes(entity)) return [{ kind: 'reading', at: null, text: `The noon rule for weekends and bank holidays is not open to this class of entity (${entityTitle ?? entity}).`, source }];
  const condition = unless.length === 0 ? '' : entity === null ? ', if none of the exclusions applies: say which kind of entity reports' : '';
  if (working === null) return [{ kind: 'reading', at: null, text: `If ${dayText(day)} is a bank holiday there, it may be submitted by noon of the next working day${condition}. No calendar that covers it is chosen.`, source }];
  const next = workingDayFrom(addDays(day, 1), calendar);
  if (next === null) return [{ kind: 'reading', at: null, text: `It ends on a weekend or bank holiday and may be submitted by noon of the next working day${condition}. Which day that is needs a holiday calendar that covers it.`, source }];
  const at = instantAt({ day: next, sinceMidnight: noon }, zone);
  return [{ kind: 'reading', at, text: `It ends on a weekend or bank holiday and may be submitted by noon of the next working day, ${localWords(at, zone)}${condition}.`, source }];
}
