import type { BlastAsk, Boundary } from '#shared/model/blast.ts';
import { compareInstants } from '#shared/time.ts';
import { causePart, cohortSearches, environmentPart, together, type CohortSearches } from '../../figures/cohort-searches.ts';
import type { CohortShape } from '../../figures/cohort-shape.ts';
import { looked, nearestRun } from '../../store/queries/boundary-runs.ts';
import type { CaseBench } from '../case-bench.ts';

/** The runs where the record changes from one to the other. Candidates: that they are good or bad is for a person to say. */
export async function blastBoundaries({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>, ask: BlastAsk, { certain }: CohortSearches, shapes: readonly CohortShape[]): Promise<readonly Boundary[]> {
  const versions = ask.cause.filter(({ version }) => version !== null);
  const times = shapes.filter(({ side }) => side === 'certain').flatMap(({ firstAt, lastAt }) => (firstAt === null || lastAt === null ? [] : [{ firstAt, lastAt }]));
  const [some] = times;
  if (versions.length === 0 || some === undefined) return [];
  const first = times.reduce((at, { firstAt }) => (compareInstants(firstAt, at) < 0 ? firstAt : at), some.firstAt);
  const last = times.reduce((at, { lastAt }) => (compareInstants(lastAt, at) > 0 ? lastAt : at), some.lastAt);
  // Alike in everything but the versions, one of which is recorded as another.
  const alike = [...ask.cause.filter(({ version }) => version === null).map(causePart), ...(ask.environment === null ? [] : [environmentPart(ask.environment)])];
  const other = together([cohortSearches(alike, ask.where).certain, `-(${versions.map(causePart).map(({ holds, open }) => `(${holds} OR ${open})`).join(' ')})`]);
  const how = `the nearest in time of the same action and environment in which another version is recorded, among ${looked.toLocaleString('en').replaceAll(',', '\u202f')} runs`;
  const after = String(BigInt(last) + 1n);
  return [
    { what: 'Last good, candidate', how: `${how} before the first`, run: await nearestRun(store, caseKey, other, 'before', first) },
    { what: 'First bad, candidate', how: 'the first run of the cohort by its recorded start', run: await nearestRun(store, caseKey, certain, 'from', first) },
    { what: 'Last bad, candidate', how: 'the last run of the cohort by its recorded start', run: await nearestRun(store, caseKey, certain, 'before', after) },
    { what: 'First good again, candidate', how: `${how} after the last`, run: await nearestRun(store, caseKey, other, 'from', after) },
  ];
}
