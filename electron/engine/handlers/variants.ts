import { requests } from '#shared/ipc/contract.ts';
import { compareCohorts } from '../jobs/compare-cohorts.ts';
import { listVariants } from '../jobs/list-variants.ts';
import { handler, type Handler } from './handler.ts';
import { NewestOnly } from './newest-only.ts';
import { searchableBench } from './searchable-bench.ts';

const variants = new NewestOnly();
const comparisons = new NewestOnly();

export const variantHandlers: readonly Handler[] = [
  handler('variants.list', requests['variants.list'], async (session, { where, most }) => {
    const bench = await searchableBench(session, where);
    return variants.ask(() => listVariants(bench, where, most));
  }),
  handler('cohorts.compare', requests['cohorts.compare'], async (session, searches) => {
    await searchableBench(session, searches.a);
    const bench = await searchableBench(session, searches.b);
    return comparisons.ask(() => compareCohorts(bench, searches));
  }),
];
