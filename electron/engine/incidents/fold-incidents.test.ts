import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defined } from '#shared/assert.ts';
import type { AwarenessKind, StatedInstant } from '#shared/model/clock.ts';
import type { Incident } from '#shared/model/incident.ts';
import type { JsonObject } from '#shared/json.ts';
import { orThrow } from '#shared/result.ts';
import { scratchFolder } from '../../../test/support/engine.ts';
import type { ActKind } from '../acts/act-kind.ts';
import { createActLog, type ActLog } from '../acts/act-log.ts';
import { createJournalFile, openJournal, type Journal } from '../case/journal.ts';
import { signingKeyFromHome } from '../case/signing-key.ts';
import { readStatedInstant } from '../clocks/read-instant.ts';
import { holidayCalendars, regimePacks, retentionRules } from '../jobs/regime-data.ts';
import * as kinds from './acts.ts';
import { earlierEvidence, suspicionToCertainty } from './awareness-times.ts';
import { compensationTable, type HarmedRun } from './compensations.ts';
import { foldIncidents } from './fold-incidents.ts';
import { incidentClocks, nextDue } from './incident-clocks.ts';
import { keepUntil } from './retention.ts';

const resources = join(import.meta.dirname, '../../../resources');
const undoable = kinds.incidentKinds.map(({ act }) => act);
const [zone, incident] = ['Europe/Berlin', 'INC-2026-001'];
const at = (text: string): StatedInstant => orThrow(readStatedInstant(text, zone));

interface Desk {
  readonly acts: ActLog;
  readonly journal: Journal;
  done<T extends JsonObject>(kind: ActKind<T>, data: NoInfer<T>): number;
  incident(): Incident;
  reopened(): Incident;
}

function desk(): Desk {
  const folder = scratchFolder();
  const path = join(folder, 'journal.jsonl');
  createJournalFile(path);
  const open = (): Journal => orThrow(openJournal(path, { key: orThrow(signingKeyFromHome(folder)), actor: 'ana.ruiz', build: 'test', now: () => 1_773_700_000_000_000_000n })).journal;
  const journal = open();
  const acts = createActLog(journal);
  const first = (log: ActLog): Incident => defined(foldIncidents(log).incidents[0], 'an incident').incident;
  const self: Desk = { acts, journal, done: (kind, data) => orThrow(acts.record(kind, data)).seq, incident: () => first(acts), reopened: () => first(createActLog(open())) };
  self.done(kinds.incidentCreated, { incident, title: 'Refunds at ten times the invoice line', severity: 'high', zone, origin: { kind: 'search', text: 'prompt:refund-triage@14' }, runs: ['a', 'b'] });
  return self;
}

const log = (kind: AwarenessKind, text: string, supersedes: number | null = null): Parameters<typeof kinds.awarenessLogged.words>[0] => ({ incident, kind, at: at(text), who: 'finance operations', reason: 'the ledger does not add up', source: null, supersedes });

describe('an incident', () => {
  it('is what its acts say, and the same when the case is opened again', () => {
    const { done, incident: now, reopened } = desk();
    done(kinds.incidentFieldSet, { incident, field: 'owner', value: 'ana.ruiz' });
    done(kinds.incidentFieldSet, { incident, field: 'status', value: 'contained' });
    done(kinds.incidentRunsAdded, { incident, runs: ['b', 'c'], origin: { kind: 'by hand', text: '' } });
    done(kinds.incidentRunsRemoved, { incident, runs: ['a'], reason: 'a test run' });
    expect(now()).toMatchObject({ id: incident, owner: 'ana.ruiz', status: 'contained', severity: 'high', runs: ['b', 'c'], created: { by: 'ana.ruiz' } });
    expect(reopened()).toEqual(now());
  });

  it('refuses a field value that is none', () => {
    const { acts } = desk();
    expect(acts.record(kinds.incidentFieldSet, { incident, field: 'status', value: 'urgent' })).toMatchObject({ ok: false, problem: { code: 'bad-act' } });
    expect(acts.record(kinds.incidentFieldSet, { incident, field: 'title', value: ' ' })).toMatchObject({ ok: false });
  });

  it('counts with the pack the journal kept, not with that of the build', () => {
    const { done, acts } = desk();
    const gdpr = defined(regimePacks(resources).find(({ pack }) => pack === 'eu-gdpr'), 'GDPR');
    done(kinds.regimeChosen, { incident, pack: { ...gdpr, packVersion: '2025.01.0', rows: gdpr.rows.map((row) => (row.id === 'gdpr-33-1' ? { ...row, limit: { amount: 48, unit: 'elapsed-hours' as const } } : row)) }, entity: null });
    done(kinds.awarenessLogged, log('reasonable certainty', '2026-03-18 10:12'));
    const [folded] = foldIncidents(acts).incidents;
    const clocks = incidentClocks(defined(folded, 'an incident'), holidayCalendars(resources), at('2026-03-19 10:12').ns);
    expect(clocks[0]).toMatchObject({ id: 'gdpr-33-1', packVersion: '2025.01.0', limit: '48 hours', due: at('2026-03-20 10:12').ns, state: { name: 'running' } });
    expect(nextDue(clocks)).toMatchObject({ clock: 'gdpr-33-1', late: false });
  });

  it('takes back what can be taken back, and neither awareness nor a submission', () => {
    const { done, acts, incident: now } = desk();
    const promoted = done(kinds.timelineEntered, { incident, title: 'Customer phoned', text: '', at: at('2026-03-17 16:02'), reference: 'ticket 81209' });
    const aware = done(kinds.awarenessLogged, log('suspicion', '2026-03-17 16:02'));
    orThrow(acts.undo(promoted, undoable));
    expect(now().timeline).toEqual([]);
    orThrow(acts.redo(promoted, undoable));
    expect(now().timeline.map(({ title }) => title)).toEqual(['Customer phoned']);
    expect(acts.undo(aware, undoable)).toMatchObject({ ok: false });
  });
});

describe('the awareness log', () => {
  it('keeps the superseded entry beside the correction', () => {
    const { done, incident: now } = desk();
    const first = done(kinds.awarenessLogged, log('reasonable certainty', '2026-03-18 10:12'));
    const second = done(kinds.awarenessLogged, log('reasonable certainty', '2026-03-18 09:02', first));
    expect(now().awareness.map(({ seq, supersedes, supersededBy }) => [seq, supersedes, supersededBy])).toEqual([[first, null, second], [second, first, null]]);
  });

  it('measures suspicion to certainty and notes evidence that predates the claim', () => {
    const { done, incident: now } = desk();
    done(kinds.awarenessLogged, log('suspicion', '2026-03-18 08:00'));
    done(kinds.awarenessLogged, log('reasonable certainty', '2026-03-18 10:12'));
    const { awareness } = now();
    expect(suspicionToCertainty(awareness)).toBe((132n * 60_000_000_000n).toString());
    expect(earlierEvidence(awareness, [{ name: 'r-1', at: at('2026-03-17 08:10').ns }, { name: 'r-2', at: at('2026-03-18 09:00').ns }])).toEqual([{ entry: awareness[0]?.seq, runs: 1, of: 2, firstAt: at('2026-03-17 08:10').ns, firstRun: 'r-1' }]);
    expect(earlierEvidence(awareness, [])).toEqual([]);
  });
});

describe('the curated timeline', () => {
  const evidence = { run: 'a', runName: 'RF-1', stage: 'execution', kind: 'execution', provenance: 'recorded', source: 'log.jsonl', sourceSha256: 'ab', offset: 10, length: 20, recordSha256: 'cd' } as const;

  it('is ordered by time only, keeps the recorded time beside an asserted one, and loses no evidence when an entry goes', () => {
    const { done, incident: now, journal } = desk();
    const late = done(kinds.timelinePromoted, { incident, title: 'Refund issued', text: '', recordedAt: at('2026-03-17 15:38').ns, evidence });
    done(kinds.timelinePromoted, { incident, title: 'No time recorded', text: '', recordedAt: null, evidence });
    done(kinds.timelineEntered, { incident, title: 'Customer phoned', text: '', at: at('2026-03-17 12:00'), reference: 'call log' });
    done(kinds.timelineAsserted, { incident, entry: late, at: at('2026-03-17 09:00'), reason: 'the gateway clock is fast' });
    done(kinds.timelineTitled, { incident, entry: late, title: '340.00 EUR refunded', text: 'ten times the line' });
    expect(now().timeline.map(({ title }) => title)).toEqual(['Customer phoned', '340.00 EUR refunded', 'No time recorded']);
    expect(now().timeline[1]).toMatchObject({ recordedAt: at('2026-03-17 15:38').ns, asserted: { reason: 'the gateway clock is fast' }, evidence });
    done(kinds.timelineRemoved, { incident, entry: late });
    expect(now().timeline).toHaveLength(2);
    expect(journal.all().some(({ seq }) => seq === late)).toBe(true);
  });
});

describe('compensations', () => {
  const run = (id: string, more: Partial<HarmedRun> = {}): HarmedRun => ({ id, name: id, person: 'customer:1', executed: '340.00', currency: 'EUR', recovered: null, recoveredCurrency: null, recoveryStatus: null, reversible: null, ...more });
  const harm = { seq: 5, by: 'ana', at: '', runs: [], basis: 'share', value: '0.9', currency: null, reversible: 'yes', reason: 'ten times the line' } as const;
  const table = (details: readonly HarmedRun[], compensations: Incident['compensations'] = []): ReturnType<typeof compensationTable> => compensationTable({ harms: [harm], compensations, runs: details.map(({ id }) => id) }, details);

  it('are done only where their own outcome is confirmed, and a part still owed is not done', () => {
    const { rows, states } = table([run('none'), run('pending', { recoveryStatus: 'pending' }), run('part', { recoveryStatus: 'succeeded', recovered: '100', recoveredCurrency: 'EUR' }), run('full', { recoveryStatus: 'succeeded', recovered: '306.0', recoveredCurrency: 'EUR' }), run('failed', { recoveryStatus: 'failed' })]);
    expect(rows.map(({ state }) => state)).toEqual(['open', 'in progress', 'in progress', 'done', 'failed']);
    expect(rows.map(({ residual }) => residual)).toEqual(['306.00', '306.00', '206.00', '0.00', '306.00']);
    expect(states).toEqual({ open: 1, 'in progress': 2, done: 1, failed: 1, 'not possible': 0 });
  });

  it('never net what one person got too much against what another is owed, nor one currency against another', () => {
    const { totals } = table([run('over', { recoveryStatus: 'succeeded', recovered: '400', recoveredCurrency: 'EUR' }), run('owed'), run('pounds', { currency: 'GBP', executed: '10' })]);
    expect(totals).toEqual([
      { currency: 'EUR', harm: '612.00', recovered: '400.00', residual: '306.00', overCompensated: '94.00', rows: 2, withoutHarm: 0 },
      { currency: 'GBP', harm: '9.00', recovered: '0.00', residual: '9.00', overCompensated: '0.00', rows: 1, withoutHarm: 0 },
    ]);
  });

  it('entered by the analyst stand with their reference, and say so', () => {
    const entered = { seq: 9, by: 'ana', at: '', run: 'none', state: 'done', amount: '306', currency: 'EUR', reference: 'SEPA 4711', owner: 'finance', when: null, note: '' } as const;
    expect(table([run('none')], [entered]).rows[0]).toMatchObject({ state: 'done', residual: '0.00', entered: true, basis: 'entered by ana, journal 9: SEPA 4711' });
  });

  it('of runs of which nobody stated a harm and no record speaks are in no row', () => {
    expect(compensationTable({ harms: [], compensations: [], runs: ['a', 'b'] }, [run('a')])).toMatchObject({ rows: [], withoutDetails: 1 });
  });
});

describe('keep until', () => {
  it('counts the period of each chosen regime from its start, and names none where the rule does not', () => {
    const starts = { 'last execution': at('2026-03-18 12:00').ns, 'incident closed': null, 'latest submission': at('2026-08-31 12:00').ns };
    const hints = keepUntil(retentionRules(resources), ['eu-ai-act', 'us-hipaa', 'eu-gdpr', 'us-sec'], starts, zone);
    expect(hints.map(({ rule, until }) => [rule, until])).toEqual([['aia-logs', '2026-09-18'], ['audit-records', null], ['gdpr-33-5', null], ['hipaa-documentation', '2032-08-31'], ['sox-1519', null]]);
  });
});
