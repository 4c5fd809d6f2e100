import type { CompensationCurve, IncidentFacts } from '#shared/model/incident.ts';
import { compareInstants, instantOfMilliseconds } from '#shared/time.ts';
import { compensationCurve, type CompensationTimes } from '../incidents/compensation-curve.ts';
import { assembleRun } from '../lineage/assemble.ts';
import { outcomeStatusOf } from '../lineage/outcome.ts';
import { incidentRuns } from '../store/queries/incident-runs.ts';
import type { CaseBench } from './case-bench.ts';
import { recallRuns } from './recall-runs.ts';

/** Recoveries read back from the vault for their times; of further runs nothing says when. */
const mostRuns = 2000;

/** Open compensations of an incident over time. The index keeps no time of a recovery: it is read from the records now. An entry counts from the time it states, else from when it was entered. */
export async function recallCurve({ store, caseKey, shelf }: CaseBench, { incident, compensations, asOf }: Pick<IncidentFacts, 'incident' | 'compensations' | 'asOf'>): Promise<CompensationCurve> {
  const runs = await incidentRuns(store, caseKey, compensations.rows.map(({ run }) => run));
  const entered = new Map(incident.compensations.map((one) => [one.run, one.when?.ns ?? instantOfMilliseconds(Date.parse(one.at))]));
  const recorded = compensations.rows.filter(({ recovered, run }) => recovered !== null && !entered.has(run)).map(({ run }) => run);
  const recovered = new Map((await recallRuns(store, caseKey, shelf, recorded.slice(0, mostRuns))).map(({ id, events }) => [id, recoveredAt(events)]));
  const times = new Map(runs.map(({ id, executedAt }): readonly [string, CompensationTimes] => [id, { harmedAt: executedAt, backAt: entered.get(id) ?? recovered.get(id) ?? null }]));
  return compensationCurve(compensations.rows, times, asOf);
}

/** The last recovery whose own outcome is confirmed: only then is all of it back. */
function recoveredAt(events: Parameters<typeof assembleRun>[0]): string | null {
  const confirmed = assembleRun(events).stages.filter(({ kind, present, values }) => kind === 'recovery' && present && outcomeStatusOf(values['status']?.value, null) === 'succeeded');
  return confirmed.some(({ at }) => at === null) ? null : (confirmed.flatMap(({ at }) => at ?? []).toSorted(compareInstants).at(-1) ?? null);
}
