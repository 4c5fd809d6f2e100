import { requests } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import { runFacets } from '../store/queries/run-facets.ts';
import { runById, runsByExternalId } from '../store/queries/find-run.ts';
import { runContext } from '../store/queries/run-context.ts';
import { runNeighbours } from '../store/queries/run-neighbours.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { runsPage } from '../store/queries/runs-page.ts';
import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallVersions } from '../jobs/recall-versions.ts';
import { compareStages } from '../lineage/compare-stages.ts';
import { versionStandings } from '../lineage/version-standing.ts';
import { handler, type Handler } from './handler.ts';
import { lineageOf } from './run-lineage.ts';

export const runHandlers: readonly Handler[] = [
  handler('runs.page', requests['runs.page'], async (session, asked) => {
    const { store, caseKey } = session.settledBench();
    return runsPage(store, caseKey, asked);
  }),
  handler('runs.count', requests['runs.count'], async (session, { where }) => {
    const { store, caseKey } = session.settledBench();
    return runsCount(store, caseKey, where);
  }),
  handler('runs.facets', requests['runs.facets'], async (session, { where }) => {
    const { store, caseKey } = session.settledBench();
    return session.facets.get(where, () => runFacets(store, caseKey, where));
  }),
  handler('run.context', requests['run.context'], async (session, asked) => {
    const bench = session.settledBench();
    return runContext(bench.store, bench.caseKey, await runNamed(bench, asked.run), asked);
  }),
  handler('runs.neighbours', requests['runs.neighbours'], async (session, asked) => {
    const { store, caseKey } = session.settledBench();
    return runNeighbours(store, caseKey, asked);
  }),
  handler('run.lineage', requests['run.lineage'], async (session, { run }) => {
    const bench = session.settledBench();
    const { id, failedRecords } = await runNamed(bench, run);
    const lineage = await lineageOf(bench, id);
    const versions = versionStandings(lineage, await recallVersions(bench));
    return { ...lineage, versions, comparison: compareStages(lineage), run: { ...lineage.run, failedRecords } };
  }),
];

/** The run that is meant, by its own id, or an external id that only one run carries. */
export async function runNamed({ store, caseKey }: CaseBench, text: string): Promise<RunRow> {
  const byId = await runById(store, caseKey, text);
  if (byId !== null) return byId;
  const named = await runsByExternalId(store, caseKey, text);
  const [first] = named;
  if (first === undefined) throw new ProblemError('no-such-run', `This case has no run with the id ${JSON.stringify(text)}.`, 'Look it up in the run list: the id shown there is the one to use.');
  if (named.length > 1) throw new ProblemError('ambiguous-run', `${named.length} runs carry the external id ${JSON.stringify(text)}: ${named.map(({ id, source }) => `${id} (${source})`).join(', ')}.`, 'Use one of these ids.');
  return first;
}
