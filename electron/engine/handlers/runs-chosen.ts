import type { ChosenRuns } from '#shared/ipc/requests/incidents.ts';
import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { partsOfFindingId } from '../findings/finding-acts.ts';
import { runsOfFindings } from '../store/queries/finding-runs.ts';
import { isRunId } from '../store/queries/find-run.ts';
import { incidentRuns } from '../store/queries/incident-runs.ts';
import { runIds } from '../store/queries/run-ids.ts';
import { runNamed } from './run-named.ts';
import { refuseUnfinishedSearch } from './searchable-bench.ts';

/** More than this is a search to report on, not an incident to keep run by run. */
const mostRuns = 20_000;

/** The runs meant, by ids, by a search or by findings, as ids that the case has. */
export async function runsChosen(bench: CaseBench, chosen: ChosenRuns): Promise<readonly string[]> {
  const { store, caseKey } = bench;
  if ('where' in chosen) {
    await refuseUnfinishedSearch(bench, chosen.where);
    const found = await runIds(store, caseKey, chosen.where, mostRuns + 1);
    if (found.length > mostRuns) throw new ProblemError('too-many-runs', `The search finds more than ${mostRuns} runs; an incident keeps each run it is about.`, 'Narrow the search, or divide the incident.');
    return found;
  }
  if ('findings' in chosen) return ofFindings(bench, chosen.findings);
  return runsNamed(bench, chosen.ids);
}

/** By their own ids, or by external ids that only one run carries. */
export async function runsNamed(bench: CaseBench, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(isRunId(name) ? name.toLowerCase() : (await runNamed(bench, name)).id);
  const known = new Set((await incidentRuns(bench.store, bench.caseKey, ids)).map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new ProblemError('no-such-run', `This case has no run ${missing}.`, 'Use the id that the run list shows.');
  return ids;
}

/** Of one in one run the id names it; the runs of one over several stand in the index. */
async function ofFindings({ store, caseKey }: CaseBench, findings: readonly string[]): Promise<readonly string[]> {
  const parts = findings.map((id) => ({ id, ...partsOfFindingId(id) }));
  const inOne = parts.flatMap(({ run }) => run ?? []);
  const several = await runsOfFindings(store, caseKey, parts.flatMap(({ id, run }) => (run === null ? [id] : [])), mostRuns + 1);
  const runs = [...new Set([...inOne, ...several])];
  if (runs.length > mostRuns) throw new ProblemError('too-many-runs', `These findings are about more than ${mostRuns} runs; an incident keeps each run it is about.`, 'Tick fewer of them, or divide the incident.');
  const known = new Set((await incidentRuns(store, caseKey, runs)).map(({ id }) => id));
  if (!runs.every((run) => known.has(run)) || runs.length === 0) throw new ProblemError('no-such-finding', 'The case does not have these findings any more.', 'Load the list of findings again.');
  return runs;
}
