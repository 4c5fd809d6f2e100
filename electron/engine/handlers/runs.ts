import { requests } from '#shared/ipc/contract.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import { runFacets } from '../store/queries/run-facets.ts';
import { runContext } from '../store/queries/run-context.ts';
import { runNeighbours } from '../store/queries/run-neighbours.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { runsPage } from '../store/queries/runs-page.ts';
import { recallVersions } from '../jobs/recall-versions.ts';
import { compareRuns } from '../lineage/compare-runs.ts';
import { compareStages } from '../lineage/compare-stages.ts';
import { versionStandings } from '../lineage/version-standing.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { handler, type Handler } from './handler.ts';
import { lineageOf, withCorrectedTimes } from './run-lineage.ts';
import { runNamed } from './run-named.ts';
import { searchableBench } from './searchable-bench.ts';

export const runHandlers: readonly Handler[] = [
  handler('runs.page', requests['runs.page'], async (session, asked) => {
    const { store, caseKey } = await searchableBench(session, asked.where);
    return runsPage(store, caseKey, asked);
  }),
  handler('runs.count', requests['runs.count'], async (session, { where }) => {
    const { store, caseKey } = await searchableBench(session, where);
    return runsCount(store, caseKey, where);
  }),
  handler('runs.facets', requests['runs.facets'], async (session, { where }) => {
    const { store, caseKey } = await searchableBench(session, where);
    return session.facets.get(where, () => runFacets(store, caseKey, where));
  }),
  handler('run.context', requests['run.context'], async (session, asked) => {
    const bench = session.settledBench();
    return runContext(bench.store, bench.caseKey, await runNamed(bench, asked.run), asked);
  }),
  handler('runs.neighbours', requests['runs.neighbours'], async (session, asked) => {
    const { store, caseKey } = await searchableBench(session, asked.where);
    return runNeighbours(store, caseKey, asked);
  }),
  handler('run.lineage', requests['run.lineage'], async (session, { run }) => {
    const bench = session.settledBench();
    const lineage = await readRun(bench, run);
    const versions = versionStandings(lineage, await recallVersions(bench));
    return { ...lineage, versions, comparison: compareStages(lineage) };
  }),
  handler('runs.compare', requests['runs.compare'], async (session, { a, b }) => {
    const bench = session.settledBench();
    return compareRuns(await readRun(bench, a), await readRun(bench, b));
  }),
];

async function readRun(bench: CaseBench, run: string): Promise<Lineage> {
  const { id, failedRecords } = await runNamed(bench, run);
  const lineage = await withCorrectedTimes(bench, await lineageOf(bench, id));
  return { ...lineage, run: { ...lineage.run, failedRecords } };
}
