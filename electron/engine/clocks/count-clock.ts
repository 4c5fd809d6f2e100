import type { AwarenessEntry, ClockNote, ClockStart, Submission } from '#shared/model/clock.ts';
import { assert } from '#shared/assert.ts';
import { compareInstants } from '#shared/time.ts';
import type { Day } from './civil-day.ts';
import { termEnd, yearEnd } from './deadline.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';
import { limitWords, termWords, triggerWords } from './limit-words.ts';
import { termsOf, type ClockRow, type ClockTrigger, type Limit, type RegimePack, type Term } from './regime-pack.ts';

/** What clocks count from, as it stood at some point of the journal. */
export interface ClockLog {
  readonly awareness: readonly AwarenessEntry[];
  readonly submissions: readonly Submission[];
}

export interface ClockPlace {
  readonly pack: RegimePack;
  readonly zone: string;
  readonly entity: string | null;
  readonly calendars: ReadonlyMap<string, HolidayCalendar>;
}

/** A clock counted: what it starts from and where its terms end, whatever became of it. */
export interface Counted {
  readonly limit: Limit | null;
  readonly start: ClockStart | null;
  readonly due: string | null;
  readonly dueUnknown: string | null;
  /** The term that decided. */
  readonly decided: { readonly term: Term; readonly from: string; readonly lastDay: Day | null } | null;
  readonly basis: readonly ClockNote[];
}

/** Pure: the same log gives the same due instant, whenever it is asked. */
export function countClock(row: ClockRow, place: ClockPlace, log: ClockLog): Counted {
  const limit = row.limitFor.find(({ entity }) => entity === place.entity)?.limit ?? row.limit;
  const start = startOf(row.trigger, place, log);
  if (start === null) return { limit, start, due: null, dueUnknown: null, decided: null, basis: [] };
  if (limit === null) return { limit, start, due: null, dueUnknown: null, decided: null, basis: startNotes(start) };

  const ends = termsOf(limit).map((term) => {
    const from = term.from === undefined ? start : startOf(term.from, place, log);
    return { term, from, end: from === null ? null : termEnd(term, from.at.ns, place.zone, place.calendars) };
  });
  const basis: ClockNote[] = [...startNotes(start)];
  const known = [];
  for (const { term, from, end } of ends) {
    if (from === null) basis.push({ kind: 'basis', at: null, source: row.article, text: `The term of ${termWords(term)} cannot be counted yet: it waits for ${triggerWords(term.from ?? row.trigger, (id) => titleIn(place.pack, id))}. It may end earlier.` });
    else if (end?.ok === false) return { limit, start, due: null, dueUnknown: end.why, decided: null, basis };
    else if (end?.ok === true) known.push({ term, from: from.at.ns, due: end.strict, lastDay: end.lastDay });
  }
  const drops = 'least' in limit && limit.overtaken === 'drops';
  const counting = drops ? known.filter(({ due }) => compareInstants(due, start.at.ns) > 0) : known;
  const sorted = (counting.length > 0 ? counting : known).toSorted((a, b) => compareInstants(a.due, b.due));
  const decided = 'greatest' in limit ? sorted.at(-1) : sorted[0];
  assert(decided !== undefined || known.length === 0, 'a counted term decides');
  if (known.length > 1 && decided !== undefined) basis.push({ kind: 'basis', at: null, source: row.article, text: `Of ${limitWords(limit)}, the term of ${termWords(decided.term)} decides.` });
  if (counting.length < known.length) basis.push({ kind: 'basis', at: null, source: row.article, text: 'A term that had ended before the clock started is passed over.' });
  return { limit, start, due: decided?.due ?? null, dueUnknown: decided === undefined ? 'no term can be counted yet' : null, decided: decided ?? null, basis };
}

/** The one entry a trigger is met by; null: nothing in the log meets it. */
export function startOf(trigger: ClockTrigger, { pack, zone }: ClockPlace, { awareness, submissions }: ClockLog): ClockStart | null {
  if (trigger.kind === 'submission') {
    const sent = submissions.filter(({ clock, kind }) => clock === trigger.of && (kind === 'notification' || kind === 'update')).toSorted((a, b) => compareInstants(a.at.ns, b.at.ns) || a.seq - b.seq);
    const one = trigger.which === 'latest' ? sent.at(-1) : sent[0];
    return one === undefined ? null : { from: 'submission', seq: one.seq, what: titleIn(pack, trigger.of), at: one.at, counted: null };
  }
  const standing = awareness.filter(({ kind, supersededBy }) => supersededBy === null && trigger.of.includes(kind)).toSorted((a, b) => compareInstants(a.at.ns, b.at.ns) || a.seq - b.seq);
  const [entry] = standing;
  if (entry === undefined) return null;
  if (trigger.kind === 'awareness') return { from: 'awareness', seq: entry.seq, what: entry.kind, at: entry.at, counted: null };
  const { at, year } = yearEnd(entry.at.ns, zone);
  return { from: 'awareness', seq: entry.seq, what: entry.kind, at: { ...entry.at, ns: at }, counted: `the end of the year ${year}` };
}

export function titleIn(pack: RegimePack, row: string): string {
  return pack.rows.find(({ id }) => id === row)?.title ?? row;
}

function startNotes({ at }: ClockStart): readonly ClockNote[] {
  const notes: ClockNote[] = [];
  if (at.precision === 'day') notes.push({ kind: 'basis', at: null, text: `${at.text} is known to the day: counted from the start of that day, the strict reading.`, source: 'Proofline, how time counts' });
  if (at.twice === 'unanswered') notes.push({ kind: 'basis', at: null, text: `The clocks of ${at.zone} showed ${at.text} twice: the earlier counts until somebody says which.`, source: 'Proofline, how time counts' });
  return notes;
}
