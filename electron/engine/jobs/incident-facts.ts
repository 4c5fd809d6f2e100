import type { IncidentFacts } from '#shared/model/incident.ts';
import { ProblemError } from '#shared/result.ts';
import { compareInstants, instantOfMilliseconds } from '#shared/time.ts';
import { incidentFieldSet } from '../incidents/acts.ts';
import { earlierEvidence, suspicionToCertainty } from '../incidents/awareness-times.ts';
import { compensationTable } from '../incidents/compensations.ts';
import { foldIncidents, type FoldedIncident } from '../incidents/fold-incidents.ts';
import { incidentClocks } from '../incidents/incident-clocks.ts';
import { keepUntil } from '../incidents/retention.ts';
import { incidentRuns, type IncidentRunRow } from '../store/queries/incident-runs.ts';
import type { CaseBench } from './case-bench.ts';
import { holidayCalendars, retentionRules, timeZoneDatabase } from './regime-data.ts';

/**
 * Everything a report, a page or a script needs to know about one incident, at the instant `now` (nanoseconds). Nothing in it is
 * stored: it is read from the journal and the index each time. `resources`: the build's folder, for calendars and retention rules.
 */
export async function incidentFacts(bench: CaseBench, resources: string, id: string, now: string): Promise<IncidentFacts> {
  const folded = incidentNamed(bench, id);
  const { incident } = folded;
  const rows = await incidentRuns(bench.store, bench.caseKey, incident.runs);
  const executions = rows.flatMap(({ executedAt }) => executedAt ?? []).toSorted(compareInstants);
  const lastExecutionAt = executions.at(-1) ?? null;
  const closed = incident.status === 'closed' || incident.status === 'no incident' ? closedAt(bench, id) : null;
  const starts = { 'last execution': lastExecutionAt, 'incident closed': closed, 'latest submission': incident.submissions.map(({ at }) => at.ns).toSorted(compareInstants).at(-1) ?? null };
  return {
    incident,
    asOf: now,
    clocks: incidentClocks(folded, holidayCalendars(resources), now),
    timeZoneDatabase: timeZoneDatabase(),
    compensations: compensationTable(incident, rows.filter(({ surveyed }) => surveyed).map(harmedRun)),
    suspicionToCertainty: suspicionToCertainty(incident.awareness),
    earlierEvidence: earlierEvidence(incident.awareness, rows.flatMap(({ name, startedAt, executedAt }) => firstOf(startedAt, executedAt).map((at) => ({ name, at })))),
    firstExecutionAt: executions[0] ?? null,
    lastExecutionAt,
    runsFound: rows.length,
    keepUntil: keepUntil(retentionRules(resources), incident.regimes.map(({ pack }) => pack), starts, incident.zone),
    legalHold: foldIncidents(bench.acts).legalHold,
  };
}

export function incidentNamed(bench: CaseBench, id: string): FoldedIncident {
  const found = foldIncidents(bench.acts).incidents.find(({ incident }) => incident.id === id);
  if (found === undefined) throw new ProblemError('no-such-incident', `This case has no incident ${JSON.stringify(id)}.`, 'Choose one from the list of incidents.');
  return found;
}

function harmedRun({ id, name, subject, amount, currency, recovered, recoveredCurrency, recoveryStatus, reversible }: IncidentRunRow): Parameters<typeof compensationTable>[1][number] {
  return { id, name, person: subject, executed: amount, currency, recovered, recoveredCurrency, recoveryStatus, reversible };
}

function firstOf(startedAt: string | null, executedAt: string | null): readonly string[] {
  const at = startedAt ?? executedAt;
  return at === null ? [] : [at];
}

/** When the status that stands was set. */
function closedAt(bench: CaseBench, id: string): string | null {
  const set = bench.acts.of(incidentFieldSet).acts.findLast(({ data }) => data.incident === id && data.field === 'status');
  return set === undefined ? null : instantOfMilliseconds(Date.parse(set.at));
}
