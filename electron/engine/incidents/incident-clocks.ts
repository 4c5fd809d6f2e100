import type { ClockReading } from '#shared/model/clock.ts';
import type { IncidentSummary } from '#shared/model/incident.ts';
import { compareInstants } from '#shared/time.ts';
import type { HolidayCalendar } from '../clocks/holiday-calendar.ts';
import { readClocks } from '../clocks/read-clocks.ts';
import type { FoldedIncident } from './fold-incidents.ts';

/** The clocks of one incident at an instant: a pure reading of its log. */
export function incidentClocks({ incident, packs }: FoldedIncident, calendars: ReadonlyMap<string, HolidayCalendar>, now: string): readonly ClockReading[] {
  const { zone, calendar, awareness, submissions } = incident;
  return readClocks(
    {
      zone, calendar, awareness, submissions,
      regimes: packs.map((pack) => ({ pack, entity: incident.regimes.find((one) => one.pack === pack.pack)?.entity ?? null })),
      judgements: incident.judgements.map(({ clock, judgement, by, at, reason }) => ({ clock, judgement, who: by, at, why: reason })),
      targets: incident.targets.map(({ clock, target, reason }) => ({ clock, at: target.ns, reason })),
    },
    calendars,
    now,
  );
}

/** The clock somebody must look at first: of those not answered, the one with the earliest strict deadline, late ones included. */
export function nextDue(clocks: readonly ClockReading[]): IncidentSummary['next'] {
  const open = clocks.flatMap(({ id, article, regime, due, state }) => {
    const late = state.name === 'late' && state.submission === null;
    return due !== null && (late || state.name === 'running') ? [{ clock: id, article, regime, due, late }] : [];
  });
  return open.toSorted((a, b) => compareInstants(a.due, b.due))[0] ?? null;
}

export function summaryOf(folded: FoldedIncident, clocks: readonly ClockReading[]): IncidentSummary {
  const { incident } = folded;
  const count = (name: ClockReading['state']['name']): number => clocks.filter(({ state }) => state.name === name).length;
  return {
    id: incident.id, title: incident.title, severity: incident.severity, status: incident.status, owner: incident.owner, createdAt: incident.created.at,
    runs: incident.runs.length, regimes: incident.regimes.map(({ regime }) => regime), timeline: incident.timeline.length,
    openMeasures: incident.measures.filter(({ state }) => state === 'planned' || state === 'under way').length,
    clocks: { 'not started': count('not started'), running: count('running'), met: count('met'), late: count('late'), 'not applicable': count('not applicable'), withdrawn: count('withdrawn') },
    next: nextDue(clocks),
  };
}
