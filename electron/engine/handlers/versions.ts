import { requests } from '#shared/ipc/contract.ts';
import type { VersionReview } from '#shared/model/version-review.ts';
import { ProblemError } from '#shared/result.ts';
import { readPeriod } from '#shared/search/read-period.ts';
import { KeptAnswers } from '../jobs/kept-answers.ts';
import { makeReviewSheet } from '../jobs/make-review-sheet.ts';
import { recallVersions } from '../jobs/recall-versions.ts';
import { reviewVersions } from '../jobs/review-versions.ts';
import { inForce } from '../lineage/versions.ts';
import { handler, type Handler } from './handler.ts';
import { searchableBench } from './searchable-bench.ts';

const keptReviews = new KeptAnswers<VersionReview>();

export const versionHandlers: readonly Handler[] = [
  handler('versions.list', requests['versions.list'], (session) => recallVersions(session.settledBench())),
  handler('versions.inForce', requests['versions.inForce'], async (session, { kind, name, at }) => {
    const period = readPeriod(at);
    if ('what' in period) throw new ProblemError('time-not-understood', `${JSON.stringify(at)} is no time that can be asked about.`, period.what);
    const [from, until] = [period.from, period.until].map((instant) => instant?.toString() ?? null);
    return inForce(await recallVersions(session.settledBench()), { kind, name, from: from ?? null, until: until ?? null });
  }),
  handler('versions.rates', requests['versions.rates'], async (session, { where }) => {
    const bench = await searchableBench(session, where);
    return keptReviews.get(bench, where, () => reviewVersions(bench, where));
  }),
  handler('versions.review', requests['versions.review'], (session, asked) => makeReviewSheet(session.settledBench(), asked, session.now())),
];
