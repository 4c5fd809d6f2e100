import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { isRunId } from '../store/queries/find-run.ts';
import { incidentRuns } from '../store/queries/incident-runs.ts';
import { runIds } from '../store/queries/run-ids.ts';
import { refuseUnfinishedSearch } from './searchable-bench.ts';

/** More than this is a search to report on, not an incident to keep run by run. */
const mostRuns = 20_000;

/** The runs meant, by ids or by a search, as ids that the case has. */
export async function runsChosen(bench: CaseBench, chosen: { readonly ids: readonly string[] } | { readonly where: string }): Promise<readonly string[]> {
  const { store, caseKey } = bench;
  if ('where' in chosen) {
    await refuseUnfinishedSearch(bench, chosen.where);
    const found = await runIds(store, caseKey, chosen.where, mostRuns + 1);
    if (found.length > mostRuns) throw new ProblemError('too-many-runs', `The search finds more than ${mostRuns} runs; an incident keeps each run it is about.`, 'Narrow the search, or divide the incident.');
    return found;
  }
  const odd = chosen.ids.find((id) => !isRunId(id));
  if (odd !== undefined) throw new ProblemError('no-such-run', `${JSON.stringify(odd)} is no id of a run.`, 'Use the id that the run list shows.');
  const known = new Set((await incidentRuns(store, caseKey, chosen.ids)).map(({ id }) => id));
  const missing = chosen.ids.find((id) => !known.has(id.toLowerCase()));
  if (missing !== undefined) throw new ProblemError('no-such-run', `This case has no run ${missing}.`, 'Use the id that the run list shows.');
  return chosen.ids;
}
