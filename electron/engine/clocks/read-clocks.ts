import { candidateStatus, type ClockNote, type ClockReading, type ClockState, type EarlierDue, type Submission } from '#shared/model/clock.ts';
import { compareInstants } from '#shared/time.ts';
import { dayOfText, localTime } from './civil-day.ts';
import { countClock, startOf, titleIn, type ClockLog, type ClockPlace, type Counted } from './count-clock.ts';
import { termEnd } from './deadline.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';
import { limitWords, triggerWords } from './limit-words.ts';
import { otherReadings } from './other-readings.ts';
import type { ClockRow, RegimePack, Term } from './regime-pack.ts';

/** What a person said of a clock. `applies`: its condition holds. */
export interface ClockJudgement {
  readonly clock: string;
  readonly judgement: 'not applicable' | 'applies' | 'withdrawn';
  readonly who: string;
  readonly at: string;
  readonly why: string;
}

export interface OwnTarget {
  readonly clock: string;
  readonly at: string;
  readonly reason: string;
}

/** Everything the clocks of one incident are read from. */
export interface ClockDesk extends ClockLog {
  readonly zone: string;
  /** Holidays of the place whose working days count, for the notes; null: none chosen. */
  readonly calendar: string | null;
  readonly regimes: readonly { readonly pack: RegimePack; readonly entity: string | null }[];
  /** The last word on each clock stands. */
  readonly judgements: readonly ClockJudgement[];
  readonly targets: readonly OwnTarget[];
}

/** All clocks of an incident at an instant, in the order of its regimes and their rows. Rows that are only proposals are not among them. */
export function readClocks(desk: ClockDesk, calendars: ReadonlyMap<string, HolidayCalendar>, now: string): readonly ClockReading[] {
  return desk.regimes.flatMap(({ pack, entity }) => {
    const place: ClockPlace = { pack, zone: desk.zone, entity, calendars };
    return pack.rows.filter(({ active }) => active).map((row) => readClock(row, place, desk, now));
  });
}

function readClock(row: ClockRow, place: ClockPlace, desk: ClockDesk, now: string): ClockReading {
  const { pack } = place;
  const counted = countClock(row, place, desk);
  const judged = desk.judgements.findLast(({ clock }) => clock === row.id) ?? null;
  const target = desk.targets.findLast(({ clock }) => clock === row.id);
  const waits = row.condition !== null && judged?.judgement !== 'applies';
  const state = stateOf(row, place, desk, counted, judged, waits, now);
  return {
    id: row.id, pack: pack.pack, packVersion: pack.packVersion, regime: pack.regime, article: row.article, title: row.title, phase: row.phase, fieldSheet: row.fieldSheet,
    status: candidateStatus, source: row.source, readOn: row.readOn, mark: row.mark,
    limit: limitWords(counted.limit), condition: row.condition,
    start: counted.start, due: waits ? null : counted.due, dueUnknown: counted.dueUnknown,
    ownTarget: target === undefined ? null : { at: target.at, reason: target.reason },
    state,
    notes: notesOf(row, place, desk, counted, waits),
    earlierDues: waits ? [] : earlierDues(row, place, desk),
  };
}

function stateOf(row: ClockRow, place: ClockPlace, desk: ClockDesk, counted: Counted, judged: ClockJudgement | null, waits: boolean, now: string): ClockState {
  if (judged !== null && judged.judgement !== 'applies') return { name: judged.judgement, who: judged.who, statedAt: judged.at, why: judged.why };
  const sent = firstAnswer(row, desk.submissions);
  if (sent === null) {
    if (waits) return { name: 'not started', waitsFor: `a person to say that it applies: ${row.condition ?? ''}`, provisional: counted.due === null ? null : { due: counted.due, ifWhat: 'if it applies' } };
    if (counted.start === null) return { name: 'not started', waitsFor: triggerWords(row.trigger, (id) => titleIn(place.pack, id)), provisional: provisionalOf(row, place, desk) };
    if (counted.due === null || compareInstants(now, counted.due) <= 0) return { name: 'running' };
    return { name: 'late', by: difference(now, counted.due), submission: null, reasons: '' };
  }
  if (counted.due !== null && compareInstants(sent.at.ns, counted.due) > 0) return { name: 'late', by: difference(sent.at.ns, counted.due), submission: sent.seq, reasons: reasonsOf(row, desk.submissions) };
  return { name: 'met', submission: sent.seq, at: sent.at.ns, early: counted.due === null ? null : difference(counted.due, sent.at.ns) };
}

/** The submission that met it: a later update or correction does not unmeet it. */
function firstAnswer(row: ClockRow, submissions: readonly Submission[]): Submission | null {
  const answers = submissions.filter(({ clock, kind }) => clock === row.id && (kind === 'notification' || kind === 'update'));
  return answers.toSorted((a, b) => compareInstants(a.at.ns, b.at.ns) || a.seq - b.seq)[0] ?? null;
}

function reasonsOf(row: ClockRow, submissions: readonly Submission[]): string {
  return submissions.findLast(({ clock, reasonsForDelay }) => clock === row.id && reasonsForDelay !== '')?.reasonsForDelay ?? '';
}

/** When it would be due if what it waits for came at its own limit. Grey: the real date takes its place. */
function provisionalOf(row: ClockRow, place: ClockPlace, desk: ClockDesk): { readonly due: string; readonly ifWhat: string } | null {
  const { trigger } = row;
  if (trigger.kind === 'submission') {
    const before = place.pack.rows.find(({ id }) => id === trigger.of);
    const { due } = before === undefined ? { due: null } : countClock(before, place, desk);
    const term = row.limit !== null && 'unit' in row.limit ? row.limit : null;
    const end = due === null || term === null ? null : termEnd(term, due, place.zone, place.calendars);
    return end?.ok === true ? { due: end.strict, ifWhat: `if “${before?.title ?? ''}” is submitted at its own limit` } : null;
  }
  const known = row.limit === null || !('least' in row.limit) ? [] : row.limit.least.flatMap((term) => endIfStarted(term, place, desk));
  const [due] = known.toSorted(compareInstants);
  return due === undefined ? null : { due, ifWhat: `at the latest, if ${triggerWords(trigger, (id) => titleIn(place.pack, id))} comes before then` };
}

function endIfStarted(term: Term, place: ClockPlace, log: ClockLog): readonly string[] {
  const from = term.from === undefined ? null : startOf(term.from, place, log);
  const end = from === null ? null : termEnd(term, from.at.ns, place.zone, place.calendars);
  return end?.ok === true ? [end.strict] : [];
}

function notesOf(row: ClockRow, place: ClockPlace, desk: ClockDesk, counted: Counted, waits: boolean): readonly ClockNote[] {
  const { decided, due } = counted;
  const entityTitle = place.pack.entity?.classes.find(({ id }) => id === place.entity)?.title ?? null;
  const readings = decided === null || due === null || waits ? [] : otherReadings({ row, ...decided, due, zone: place.zone, entity: place.entity, entityTitle, calendar: place.calendars.get(desk.calendar ?? '') ?? null });
  const care: readonly ClockNote[] = row.notes.flatMap((note) => (note.kind === 'care' ? [{ kind: 'care' as const, text: note.text, at: null, source: note.source }] : []));
  return [...counted.basis, ...applicability(row, place, counted), ...readings, ...care];
}

function applicability(row: ClockRow, { zone }: ClockPlace, { start }: Counted): readonly ClockNote[] {
  if (start === null) return [];
  const { day } = localTime(start.at.ns, zone);
  if (row.appliesFrom !== null && day < dayOfText(row.appliesFrom)) return [{ kind: 'care', at: null, text: `The rule as written here applies from ${row.appliesFrom}; this clock starts before that day.`, source: row.source }];
  if (row.appliesTo !== null && day > dayOfText(row.appliesTo)) return [{ kind: 'care', at: null, text: `The rule as written here applied until ${row.appliesTo}; this clock starts after that day.`, source: row.source }];
  return [];
}

/** Every due instant that stood once and was moved by a later entry of the log: the clock is counted again as the log was before each. */
function earlierDues(row: ClockRow, place: ClockPlace, { awareness, submissions }: ClockLog): readonly EarlierDue[] {
  const entries = [...awareness, ...submissions].toSorted((a, b) => a.seq - b.seq);
  const moved: EarlierDue[] = [];
  let before: string | null = null;
  for (const entry of entries) {
    const { due } = countClock(row, place, asOf({ awareness, submissions }, entry.seq));
    if (before !== null && due !== before) moved.push({ due: before, movedBy: entry.seq, who: entry.loggedBy, when: entry.loggedAt, why: 'reason' in entry ? entry.reason : entry.note });
    before = due;
  }
  return moved;
}

/** The log as it stood when the entry `seq` had been written. */
function asOf({ awareness, submissions }: ClockLog, seq: number): ClockLog {
  return {
    awareness: awareness.filter((entry) => entry.seq <= seq).map((entry) => (entry.supersededBy !== null && entry.supersededBy > seq ? { ...entry, supersededBy: null } : entry)),
    submissions: submissions.filter((entry) => entry.seq <= seq),
  };
}

function difference(later: string, earlier: string): string {
  return (BigInt(later) - BigInt(earlier)).toString();
}
