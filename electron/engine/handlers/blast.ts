import { requests } from '#shared/ipc/contract.ts';
import { startFromRun, startFromSearch } from '../jobs/blast/start-blast.ts';
import { workOutBlast } from '../jobs/blast/work-out-blast.ts';
import { handler, type Handler } from './handler.ts';
import { runNamed } from './run-named.ts';
import { searchableBench } from './searchable-bench.ts';

export const blastHandlers: readonly Handler[] = [
  handler('blast.start', requests['blast.start'], async (session, { run, where }) => {
    const bench = session.settledBench();
    if (run === null) return startFromSearch(where);
    const start = await startFromRun(bench, await runNamed(bench, run));
    return { ...start, ask: { ...start.ask, where } };
  }),
  handler('blast.figures', requests['blast.figures'], async (session, ask) => workOutBlast(await searchableBench(session, ask.where), session.options.version, ask)),
];
