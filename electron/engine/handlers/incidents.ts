import type { RawEvents } from '#shared/ipc/answers.ts';
import { requests } from '#shared/ipc/contract.ts';
import type { CalendarInfo, RegimeInfo } from '#shared/model/clock.ts';
import type { IncidentSummary } from '#shared/model/incident.ts';
import { stageKinds } from '#shared/model/lineage.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { parseInstant } from '#shared/time.ts';
import { readStatedInstant } from '../clocks/read-instant.ts';
import type { RegimePack } from '../clocks/regime-pack.ts';
import * as acts from '../incidents/acts.ts';
import { caseRetention } from '../incidents/case-retention.ts';
import { foldIncidents } from '../incidents/fold-incidents.ts';
import { incidentClocks, summaryOf } from '../incidents/incident-clocks.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { incidentFacts, incidentNamed } from '../jobs/incident-facts.ts';
import { recallCurve } from '../jobs/recall-recoveries.ts';
import { holidayCalendars, regimePacks, timeZoneDatabase } from '../jobs/regime-data.ts';
import { incidentEventCount, incidentEvents, type EventCursor } from '../store/queries/incident-events.ts';
import { handler, type Handler } from './handler.ts';
import { doIncidentStep, packNamed } from './incident-steps.ts';
import { versionEvents } from './promoted-version.ts';
import { runNamed } from './run-named.ts';
import { runsChosen } from './runs-chosen.ts';
import type { Session } from './session.ts';

export const incidentHandlers: readonly Handler[] = [
  handler('incidents.list', requests['incidents.list'], async (session) => {
    const bench = session.bench();
    const now = session.now().toString();
    const { legalHold } = foldIncidents(bench.acts);
    return { incidents: summariesOf(bench, session, now), asOf: now, legalHold };
  }),
  handler('incidents.facts', requests['incidents.facts'], (session, { incident, at }) => incidentFacts(session.settledBench(), session.options.resources, incident, instantOr(at, session))),
  handler('incidents.create', requests['incidents.create'], async (session, { title, severity, zone, origin, runs, regimes }) => {
    const bench = session.settledBench();
    const packs = regimes.map(({ pack, entity }) => ({ pack: packNamed(session.options.resources, pack), entity }));
    orThrow(readStatedInstant('2026-01-01', zone));
    if (title.trim() === '') throw new ProblemError('words-missing', 'The incident has no title.', 'Say in a line what went wrong.');
    const chosen = await runsChosen(bench, runs);
    const incident = nextId(bench, session);
    orThrow(bench.acts.record(acts.incidentCreated, { incident, title: title.trim(), severity, zone, origin, runs: [...chosen] }));
    for (const { pack, entity } of packs) orThrow(bench.acts.record(acts.regimeChosen, { incident, pack, entity }));
    return { incident, runs: chosen.length };
  }),
  handler('incidents.do', requests['incidents.do'], async (session, { incident, step }) => {
    const bench = session.settledBench();
    return { seq: await doIncidentStep(bench, session.options.resources, incidentNamed(bench, incident), step, session.now().toString()) };
  }),
  handler('incidents.events', requests['incidents.events'], (session, { incident, after, limit }) => rawEvents(session.settledBench(), incident, after, limit)),
  handler('incidents.curve', requests['incidents.curve'], async (session, { incident }) => recallCurve(session.settledBench(), await incidentFacts(session.settledBench(), session.options.resources, incident, session.now().toString()))),
  handler('incidents.versions', requests['incidents.versions'], (session, { incident }) => versionEvents(session.settledBench(), incidentNamed(session.settledBench(), incident).incident)),
  handler('incidents.regimes', requests['incidents.regimes'], async (session) => ({
    regimes: regimePacks(session.options.resources).map(regimeInfo),
    calendars: [...holidayCalendars(session.options.resources).values()].map(({ calendar, title, coversFrom, coversTo }): CalendarInfo => ({ id: calendar, title, coversFrom, coversTo })),
    timeZoneDatabase: timeZoneDatabase(),
  })),
  handler('incidents.readInstant', requests['incidents.readInstant'], async (_session, { text, zone, which }) => orThrow(readStatedInstant(text, zone, which))),
  handler('incidents.keepUntil', requests['incidents.keepUntil'], async (session, { run }) => {
    const bench = session.settledBench();
    const id = run === null ? null : (await runNamed(bench, run)).id;
    const { incidents, legalHold } = foldIncidents(bench.acts);
    const facts = [];
    for (const { incident } of incidents) if (id === null || incident.runs.includes(id)) facts.push(await incidentFacts(bench, session.options.resources, incident.id, session.now().toString()));
    return caseRetention(facts, legalHold);
  }),
  handler('incidents.hold', requests['incidents.hold'], async (session, { hold, reason }) => {
    orThrow(session.bench().acts.record(acts.legalHoldSet, { hold, reason }));
    return null;
  }),
  handler('clocks.all', requests['clocks.all'], async (session, { at }) => {
    const bench = session.bench();
    const asOf = instantOr(at, session);
    const calendars = holidayCalendars(session.options.resources);
    return {
      asOf, timeZoneDatabase: timeZoneDatabase(),
      incidents: foldIncidents(bench.acts).incidents.map((folded) => ({ id: folded.incident.id, title: folded.incident.title, zone: folded.incident.zone, clocks: incidentClocks(folded, calendars, asOf) })),
    };
  }),
];

function summariesOf(bench: CaseBench, session: Session, now: string): readonly IncidentSummary[] {
  const calendars = holidayCalendars(session.options.resources);
  return foldIncidents(bench.acts).incidents.map((folded) => summaryOf(folded, incidentClocks(folded, calendars, now)));
}

/** Never used again in this case, also not that of an incident taken back. */
function nextId({ case: opened }: CaseBench, session: Session): string {
  const year = new Date(Number(session.now() / 1_000_000n)).toISOString().slice(0, 4);
  const made = opened.journal.all().filter(({ act }) => act === acts.incidentCreated.act).length;
  return `INC-${year}-${String(made + 1).padStart(3, '0')}`;
}

async function rawEvents(bench: CaseBench, id: string, after: string | null, limit: number): Promise<RawEvents> {
  const { store, caseKey } = bench;
  const { incident } = incidentNamed(bench, id);
  const counted = await incidentEventCount(store, caseKey, incident.runs);
  const rows = await incidentEvents(store, caseKey, incident.runs, after === null ? null : cursorOf(after), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const promoted = new Map(incident.timeline.flatMap(({ seq, evidence }) => (evidence === null ? [] : [[`${evidence.run} ${evidence.stage}`, seq] as const])));
  return {
    rows: page.map((row) => ({ ...row, promoted: promoted.get(`${row.run} ${row.kind}`) ?? null })),
    next: rows.length > limit && last !== undefined ? `${last.at} ${last.run} ${stageKinds.indexOf(last.kind)}` : null,
    ...counted,
  };
}

/** Untrusted: comes back from the window. */
function cursorOf(text: string): EventCursor {
  const match = /^(-?\d{1,19}) ([0-9a-f-]{36}) (\d{1,2})$/.exec(text);
  if (match === null) throw new ProblemError('bad-cursor', 'This is no place in the list of events.', 'Ask for the first page.');
  return { at: match[1] ?? '', run: match[2] ?? '', stage: Number(match[3]) };
}

function instantOr(at: string | null, session: Session): string {
  if (at === null) return session.now().toString();
  const read = parseInstant(at);
  if (!read.ok) throw new ProblemError('time-not-understood', read.reason, 'Write it as 2026-11-20T15:40:00Z.');
  return read.ns;
}

function regimeInfo({ pack, packVersion, title, regime, optional, status, rows, entity }: RegimePack): RegimeInfo {
  return { pack, version: packVersion, title, regime, optional, status, clocks: rows.filter(({ active }) => active).length, entityQuestion: entity?.question ?? null, entityClasses: entity?.classes ?? [] };
}
