import { requests } from '#shared/ipc/contract.ts';
import type { CohortComparison } from '#shared/model/cohort-comparison.ts';
import type { ProcessVariants } from '#shared/model/variant.ts';
import { compareCohorts } from '../jobs/compare-cohorts.ts';
import { KeptAnswers } from '../jobs/kept-answers.ts';
import { listVariants } from '../jobs/list-variants.ts';
import { handler, type Handler } from './handler.ts';
import { NewestOnly } from './newest-only.ts';
import { searchableBench } from './searchable-bench.ts';

const [variants, comparisons] = [new NewestOnly(), new NewestOnly()];
const [keptVariants, keptComparisons] = [new KeptAnswers<ProcessVariants>(), new KeptAnswers<CohortComparison>()];

export const variantHandlers: readonly Handler[] = [
  handler('variants.list', requests['variants.list'], async (session, { where, most }) => {
    const bench = await searchableBench(session, where);
    return keptVariants.get(bench, JSON.stringify([where, most]), () => variants.ask(() => listVariants(bench, where, most)));
  }),
  handler('cohorts.compare', requests['cohorts.compare'], async (session, searches) => {
    await searchableBench(session, searches.a);
    const bench = await searchableBench(session, searches.b);
    return keptComparisons.get(bench, JSON.stringify(searches), () => comparisons.ask(() => compareCohorts(bench, searches)));
  }),
];
