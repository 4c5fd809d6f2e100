import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwarenessEntry, AwarenessKind, ClockReading, Submission, SubmissionKind } from '#shared/model/clock.ts';
import { defined } from '#shared/assert.ts';
import { orThrow } from '#shared/result.ts';
import { formatInstant, instantText } from '#shared/time.ts';
import { holidayCalendars, regimePacks } from '../jobs/regime-data.ts';
import { addMonths, dayOfText, dayText } from './civil-day.ts';
import { readClocks, type ClockDesk } from './read-clocks.ts';
import { readStatedInstant } from './read-instant.ts';

const resources = join(import.meta.dirname, '../../../resources');
const packs = regimePacks(resources);
const calendars = holidayCalendars(resources);
const [berlin, london, newYork, angeles] = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles'];

interface Setting {
  readonly pack: string;
  readonly zone: string;
  readonly entity?: string;
  readonly calendar?: string;
  readonly applies?: readonly string[];
  /** Kind, instant; in the order of the journal. A third word: the number of the entry it supersedes, counted from 1. */
  readonly aware?: readonly (readonly [AwarenessKind, string] | readonly [AwarenessKind, string, number])[];
  readonly sent?: readonly (readonly [string, string] | readonly [string, string, SubmissionKind])[];
  readonly now?: string;
}

function desk({ pack, zone, entity, calendar, applies, aware = [], sent = [] }: Setting): ClockDesk {
  const awareness = aware.map(([kind, text, supersedes], index): AwarenessEntry => ({
    seq: index + 1, loggedAt: '2026-11-20T12:00:00Z', loggedBy: 'ana.ruiz', kind, at: orThrow(readStatedInstant(text, zone)), who: 'finance operations', reason: 'as logged', source: null,
    supersedes: supersedes ?? null, supersededBy: indexOrNull(aware.findIndex((other) => other[2] === index + 1)),
  }));
  const submissions = sent.map(([clock, text, kind = 'notification'], index): Submission => ({
    seq: 100 + index, loggedAt: '2026-11-20T12:00:00Z', loggedBy: 'ana.ruiz', clock, kind, at: orThrow(readStatedInstant(text, zone)), channel: 'portal', reference: '', sentBy: 'dpo', reasonsForDelay: '', note: 'sent', dueThen: null, packVersion: '2026.11.0', report: null,
  }));
  const found = defined(packs.find((one) => one.pack === pack), pack);
  return { awareness, submissions, zone, calendar: calendar ?? null, regimes: [{ pack: found, entity: entity ?? null }], judgements: (applies ?? []).map((clock) => ({ clock, judgement: 'applies', who: 'counsel', at: '', why: '' })), targets: [] };
}

const indexOrNull = (index: number): number | null => (index < 0 ? null : index + 1);

function clock(id: string, setting: Setting): ClockReading {
  const now = orThrow(readStatedInstant(setting.now ?? '2026-11-20T12:00:00Z', 'UTC')).ns;
  return defined(readClocks(desk(setting), calendars, now).find((one) => one.id === id), id);
}

const utc = (ns: string | null): string | null => (ns === null ? null : instantText(ns));
function local(ns: string | null, zone: string): string | null {
  if (ns === null) return null;
  const { date, time, offset } = formatInstant(ns, { zone, digits: 0 });
  return `${date} ${time.slice(0, 5)} ${offset}`;
}
const readings = ({ notes }: ClockReading): readonly string[] => notes.filter(({ kind }) => kind === 'reading').map(({ text }) => text);

interface Vector {
  readonly name: string;
  readonly clock: string;
  readonly setting: Setting;
  /** Local, as far as the reference states it: a day, or a wall-clock time with its offset. */
  readonly due: string;
  readonly notes?: readonly string[];
  readonly not?: string;
}

const dora = { pack: 'eu-dora', zone: berlin, entity: 'other-financial-entity', calendar: 'de-nationwide' } as const;
const vectors: readonly Vector[] = [
  { name: 'V1 GDPR 72 h', clock: 'gdpr-33-1', setting: { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-11-20 16:40']] }, due: '2026-11-23 16:40 +01:00', notes: ['running hour of the event: Monday 2026-11-23 17:00 +01:00'], not: 'working day' },
  { name: 'V2 autumn DST, 72 h', clock: 'gdpr-33-1', setting: { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-10-23 10:00']] }, due: '2026-10-26 09:00 +01:00', notes: ['2026-10-26 10:00 +01:00'] },
  { name: 'V3 spring DST, 72 h', clock: 'gdpr-33-1', setting: { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-03-27 10:00']] }, due: '2026-03-30 11:00 +02:00', notes: ['2026-03-30 12:00 +02:00'] },
  { name: 'V4 24 h over the autumn change, ends on a Sunday', clock: 'nis2-ew', setting: { pack: 'eu-nis2', zone: berlin, aware: [['assessed significant', '2026-10-24 10:00']] }, due: '2026-10-25 09:00 +01:00', not: 'working day' },
  { name: 'V5 24 h over the spring change', clock: 'nis2-ew', setting: { pack: 'eu-nis2', zone: berlin, aware: [['assessed significant', '2026-03-28 10:00']] }, due: '2026-03-29 11:00 +02:00', not: 'working day' },
  { name: 'V6 UK 72 h', clock: 'uk-33', setting: { pack: 'uk-gdpr', zone: london, aware: [['reasonable certainty', '2026-10-23 10:00']] }, due: '2026-10-26 09:00 Z' },
  { name: 'V9 NIS2 final, a month clamped, roll as a note', clock: 'nis2-final', setting: { pack: 'eu-nis2', zone: berlin, calendar: 'de-nationwide', sent: [['nis2-72', '2026-01-31 12:00']] }, due: '2026-02-28', notes: ['some move it to Monday 2026-03-02'] },
  { name: 'V10 month clamp in a leap year', clock: 'nis2-final', setting: { pack: 'eu-nis2', zone: berlin, sent: [['nis2-72', '2028-01-31 12:00']] }, due: '2028-02-29' },
  { name: 'V11 SEC, Thanksgiving skipped', clock: 'sec-105', setting: { pack: 'us-sec', zone: newYork, aware: [['determined material', '2026-11-25 15:00']] }, due: '2026-12-02' },
  { name: 'V12 SEC, determined on a Saturday', clock: 'sec-105', setting: { pack: 'us-sec', zone: newYork, aware: [['determined material', '2026-11-21 15:00']] }, due: '2026-11-27' },
  { name: 'V13 HIPAA 60 d, ends on a holiday, no roll', clock: 'hipaa-404', setting: { pack: 'us-hipaa', zone: newYork, calendar: 'us-federal', aware: [['breach discovered', '2026-11-02']] }, due: '2027-01-01', not: 'working day' },
  { name: 'V14 HIPAA, fewer than 500, year 2026', clock: 'hipaa-408-year', setting: { pack: 'us-hipaa', zone: newYork, applies: ['hipaa-408-year'], aware: [['breach discovered', '2026-05-02']] }, due: '2027-03-01' },
  { name: 'V14 HIPAA, fewer than 500, year 2027', clock: 'hipaa-408-year', setting: { pack: 'us-hipaa', zone: newYork, applies: ['hipaa-408-year'], aware: [['breach discovered', '2027-12-31 23:30']] }, due: '2028-02-29' },
  { name: 'V15 California 30 d, ends on a Sunday, no roll', clock: 'ca-82', setting: { pack: 'us-ca', zone: angeles, calendar: 'us-federal', aware: [['breach discovered', '2026-11-20 09:00']] }, due: '2026-12-20', not: 'working day' },
  { name: 'V16 California AG, from notifying residents', clock: 'ca-82-ag', setting: { pack: 'us-ca', zone: angeles, applies: ['ca-82-ag'], sent: [['ca-82', '2026-12-18 09:00']] }, due: '2027-01-02' },
  { name: 'V17 AI Act 15 d', clock: 'aia-73-2', setting: { pack: 'eu-ai-act', zone: berlin, aware: [['reasonable certainty', '2026-11-10 09:00']] }, due: '2026-11-25' },
  { name: 'V17 AI Act 10 d', clock: 'aia-73-4', setting: { pack: 'eu-ai-act', zone: berlin, applies: ['aia-73-4'], aware: [['reasonable certainty', '2026-11-10 09:00']] }, due: '2026-11-20' },
  { name: 'V17 AI Act 2 d', clock: 'aia-73-3', setting: { pack: 'eu-ai-act', zone: berlin, applies: ['aia-73-3'], aware: [['reasonable certainty', '2026-11-10 09:00']] }, due: '2026-11-12' },
  { name: 'V18 DORA initial, the 4-hour term wins', clock: 'dora-init', setting: { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-20T18:00:00Z']] }, due: '2026-11-20 23:00 +01:00' },
  { name: 'V19 DORA initial, the 24-hour term wins', clock: 'dora-init', setting: { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-21T08:00:00Z']] }, due: '2026-11-21 11:00 +01:00', notes: ['by noon of the next working day, Monday 2026-11-23 12:00 +01:00'] },
  { name: 'V20 DORA initial, classified later than 24 h after awareness', clock: 'dora-init', setting: { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-22T09:00:00Z']] }, due: '2026-11-22 14:00 +01:00', notes: ['Monday 2026-11-23 12:00'] },
  { name: 'V21 DORA intermediate, from submission', clock: 'dora-int', setting: { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-20T18:00:00Z']], sent: [['dora-init', '2026-11-20T21:00:00Z']] }, due: '2026-11-23 22:00 +01:00' },
  { name: 'V22 DORA final, noon rule open to all', clock: 'dora-final', setting: { ...dora, entity: 'credit-institution', sent: [['dora-int', '2027-01-31 12:00']] }, due: '2027-02-28', notes: ['Monday 2027-03-01 12:00 +01:00'] },
  { name: 'V23 DORA final, from the latest updated report', clock: 'dora-final', setting: { ...dora, sent: [['dora-int', '2026-11-23 12:00'], ['dora-int', '2026-11-30 12:00', 'update']] }, due: '2026-12-30' },
];

describe('the vectors of the reference', () => {
  it.each(vectors)('$name', ({ clock: id, setting, due, notes = [], not }) => {
    const reading = clock(id, setting);
    expect(local(reading.due, setting.zone)?.slice(0, due.length)).toBe(due);
    for (const note of notes) expect(readings(reading).join('\n')).toContain(note);
    if (not !== undefined) expect(readings(reading).join('\n')).not.toContain(not);
  });

  it('V7: a local time that existed twice counts as the earlier until it is answered', () => {
    const asked = orThrow(readStatedInstant('2026-10-25 02:30', berlin));
    expect([utc(asked.ns), asked.twice]).toEqual(['2026-10-25T00:30:00Z', 'unanswered']);
    const answered = orThrow(readStatedInstant('2026-10-25 02:30', berlin, 'later'));
    expect([utc(answered.ns), answered.twice]).toEqual(['2026-10-25T01:30:00Z', 'later']);
    expect(clock('gdpr-33-1', { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-10-25 02:30']] }).notes.some(({ text }) => text.includes('twice: the earlier counts'))).toBe(true);
  });

  it('V8: a local time that never existed is refused with the reason', () => {
    expect(readStatedInstant('2026-03-29 02:30', berlin)).toMatchObject({ ok: false, problem: { code: 'time-skipped' } });
  });
});

describe('the named disasters', () => {
  it('a DST change moves a 72-hour deadline by an hour of elapsed time', () => {
    for (const day of ['2026-10-23 10:00', '2026-03-27 10:00', '2026-06-10 10:00']) {
      const reading = clock('gdpr-33-1', { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', day]] });
      expect(BigInt(reading.due ?? 0) - BigInt(reading.start?.at.ns ?? 0)).toBe(72n * 3_600_000_000_000n);
    }
  });

  it('a Saturday pushes an hour clock to Monday', () => {
    const reading = clock('nis2-ew', { pack: 'eu-nis2', zone: berlin, calendar: 'de-nationwide', aware: [['assessed significant', '2026-11-20 10:00']] });
    expect(local(reading.due, berlin)).toBe('2026-11-21 10:00 +01:00');
  });

  it('the final report is counted from detection', () => {
    const before = clock('dora-final', { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-20T18:00:00Z']] });
    expect(before).toMatchObject({ due: null, state: { name: 'not started', waitsFor: 'the submission of “Intermediate report”' } });
  });

  it('correcting the awareness entry erases the old due date', () => {
    const reading = clock('gdpr-33-1', { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-11-20 16:40'], ['reasonable certainty', '2026-11-20 09:00', 1]] });
    expect(local(reading.due, berlin)).toBe('2026-11-23 09:00 +01:00');
    expect(reading.start?.seq).toBe(2);
    expect(reading.earlierDues.map(({ due, movedBy, why }) => [local(due, berlin), movedBy, why])).toEqual([['2026-11-23 16:40 +01:00', 2, 'as logged']]);
  });

  it('a month counted again from a clamped day drifts', () => {
    expect([1, 2, 3].map((months) => dayText(addMonths(dayOfText('2026-01-31'), months)))).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
  });
});

describe('the states of a clock', () => {
  const gdpr = { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-11-20 16:40']] } as const;

  it('are not started, running, late and met, with by how much', () => {
    expect(clock('gdpr-33-1', { pack: 'eu-gdpr', zone: berlin, aware: [['suspicion', '2026-11-20 16:40']] }).state).toEqual({ name: 'not started', waitsFor: '“reasonable certainty” or “processor told us” in the awareness log', provisional: null });
    expect(clock('gdpr-33-1', { ...gdpr, now: '2026-11-23T15:40:00Z' }).state).toEqual({ name: 'running' });
    expect(clock('gdpr-33-1', { ...gdpr, now: '2026-11-23T15:40:01Z' }).state).toEqual({ name: 'late', by: '1000000000', submission: null, reasons: '' });
    expect(clock('gdpr-33-1', { ...gdpr, sent: [['gdpr-33-1', '2026-11-23T13:40:00Z']] }).state).toMatchObject({ name: 'met', early: (2n * 3_600_000_000_000n).toString() });
    expect(clock('gdpr-33-1', { ...gdpr, sent: [['gdpr-33-1', '2026-11-23T16:40:00Z']] }).state).toMatchObject({ name: 'late', by: '3600000000000', submission: 100 });
  });

  it('of a chained clock before its trigger name what it waits for, and a provisional due instant', () => {
    const reading = clock('dora-int', { ...dora, aware: [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-20T18:00:00Z']] });
    expect(reading.due).toBeNull();
    expect(reading.state).toMatchObject({ name: 'not started', provisional: { ifWhat: 'if “Initial notification” is submitted at its own limit' } });
    expect(reading.state.name === 'not started' && utc(reading.state.provisional?.due ?? null)).toBe('2026-11-23T22:00:00Z');
  });

  it('stay “not started” where the clock only applies on a condition nobody has stated, and say when it would be due', () => {
    const reading = clock('aia-73-4', { pack: 'eu-ai-act', zone: berlin, aware: [['reasonable certainty', '2026-11-10 09:00']] });
    expect(reading.state).toMatchObject({ name: 'not started', waitsFor: 'a person to say that it applies: the death of a person', provisional: { ifWhat: 'if it applies' } });
    expect(reading.due).toBeNull();
  });

  it('have no deadline where the law names no number', () => {
    expect(clock('gdpr-34', { pack: 'eu-gdpr', zone: berlin, aware: [['high risk likely', '2026-11-20 16:40']] })).toMatchObject({ due: null, dueUnknown: null, limit: 'no number in the law: without undue delay', state: { name: 'running' } });
  });
});

describe('what is not known', () => {
  it('a business day beyond the calendar is unknown, never a guess', () => {
    expect(clock('sec-105', { pack: 'us-sec', zone: newYork, aware: [['determined material', '2030-12-30 15:00']] })).toMatchObject({ due: null, dueUnknown: 'the calendar "United States, federal holidays" covers 2025-01-01 to 2030-12-31, and the count leaves it' });
  });

  it('the noon note without a calendar names no day, and with an excluded entity is closed', () => {
    const aware = [['reasonable certainty', '2026-11-20T10:00:00Z'], ['classified major', '2026-11-21T08:00:00Z']] as const;
    expect(readings(clock('dora-init', { pack: 'eu-dora', zone: berlin, aware })).join()).toContain('Which day that is needs a holiday calendar');
    expect(readings(clock('dora-init', { pack: 'eu-dora', zone: berlin, entity: 'credit-institution', calendar: 'de-nationwide', aware })).join()).toContain('not open to this class of entity (credit institution)');
  });

  it('a trigger known to the day counts from its start', () => {
    const reading = clock('gdpr-33-1', { pack: 'eu-gdpr', zone: berlin, aware: [['reasonable certainty', '2026-11-20']] });
    expect(local(reading.due, berlin)).toBe('2026-11-23 00:00 +01:00');
    expect(reading.notes.some(({ text }) => text.includes('known to the day'))).toBe(true);
  });

  it('the 24 hours of trust service providers and the proposal of 96 hours are told apart', () => {
    const aware = [['assessed significant', '2026-11-20 10:00']] as const;
    expect(local(clock('nis2-72', { pack: 'eu-nis2', zone: berlin, entity: 'trust-service-provider', aware }).due, berlin)).toBe('2026-11-21 10:00 +01:00');
    expect(readClocks(desk({ pack: 'eu-gdpr', zone: berlin }), calendars, '0').map(({ id }) => id)).toEqual(['gdpr-33-1', 'gdpr-33-2', 'gdpr-34']);
  });
});
