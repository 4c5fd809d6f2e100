import type { Blast, BlastAsk, CountedRuns } from '#shared/model/blast.ts';
import type { Figure } from '#shared/model/figure.ts';
import type { JsonObject } from '#shared/json.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { compareInstants } from '#shared/time.ts';
import { blastBreakdowns, blastFlow, blastSections } from '../../figures/blast-sections.ts';
import { blastWindow, windowDoubts } from '../../figures/blast-window.ts';
import { runsText, type CohortCounts } from '../../figures/cohort-figures.ts';
import { causePart, cohortSearches, environmentPart, together, windowPart, type AskedPart } from '../../figures/cohort-searches.ts';
import type { CohortShape, PartGap } from '../../figures/cohort-shape.ts';
import { dataStamp } from '../../figures/data-stamp.ts';
import { cohortDistinct } from '../../store/queries/cohort-distinct.ts';
import { cohortShapes } from '../../store/queries/cohort-shapes.ts';
import { runsCount, runsTotal } from '../../store/queries/runs-count.ts';
import { sourcesList } from '../../store/queries/sources.ts';
import { stampedSources } from '../../store/queries/stamped-sources.ts';
import { aliasesOf, mergesOf } from '../../subjects/merges.ts';
import type { CaseBench } from '../case-bench.ts';
import { recallVersions } from '../recall-versions.ts';
import { surveyState } from '../survey/survey-state.ts';
import { blastBoundaries } from './boundaries.ts';
import { unknownSections } from './unknown-sections.ts';

export const blastQuery = 'blast';

/** Two scans over the cohort, whatever its size, and a few looks beside it. `build`: what reads the evidence. */
export async function workOutBlast(bench: Pick<CaseBench, 'store' | 'caseKey' | 'shelf' | 'acts' | 'survey'>, build: string, ask: BlastAsk): Promise<Blast> {
  const { store, caseKey } = bench;
  const sources = await sourcesList(store, caseKey);
  const asOf = sources.reduce<string | null>((latest, { lastAt }) => (latest === null || (lastAt !== null && compareInstants(lastAt, latest) > 0) ? lastAt : latest), null);
  const window = blastWindow(ask, (await recallVersions(bench)).entries, asOf);
  const plain = [...ask.cause.map(causePart), ...[windowPart(window)].filter((part) => part !== null)];
  const environment = ask.environment === null ? [] : [environmentPart(ask.environment)];
  const searches = cohortSearches([...plain, ...environment], ask.where);
  const asked = { certain: searches.certain, possible: searches.possible, apart: apartSearch(plain, environment, ask), loose: searches.loose };

  const merges = mergesOf(bench.acts);
  const data = dataStamp(await stampedSources(store, caseKey), build, merges.map(({ subject, alias }) => ({ subject, alias })));
  const doubts = windowDoubts(sources, window);
  const surveyed = (await surveyState(bench)).kind === 'whole';
  const shown = { ask, window, surveyed, where: searches.certain, maybeWhere: searches.possible, doubts };
  const origin = { query: blastQuery, parameters: parametersOf(ask), data };
  if (!surveyed) return { ...shown, sections: unknownSections(origin), whyMaybe: [], apart: [], breakdowns: [], boundaries: [], flow: [] };

  const { shapes, gaps } = await cohortShapes(store, caseKey, asked, searches.parts);
  const whyMaybe = searches.parts.flatMap((part, index) => gapRows(part, gaps[index], searches.possible));
  const counts: CohortCounts = { searches, shapes, origin, doubts, whyMaybe: whyMaybe.map(({ what, runs }) => `${runsText(runs)}: ${what}`) };
  const distinct = await cohortDistinct(store, caseKey, asked, aliasesOf(merges));
  return {
    ...shown,
    sections: blastSections(counts, distinct, await runsTotal(store, caseKey)),
    whyMaybe,
    apart: [...environmentsApart(shapes, asked.apart), ...(await outsideWindow(bench, ask, window, environment))],
    breakdowns: blastBreakdowns(counts),
    boundaries: await blastBoundaries(bench, ask, searches, shapes),
    flow: blastFlow(shapes),
  };
}

export function figuresOfBlast({ sections }: Blast): readonly Figure[] {
  return sections.flatMap(({ figures }) => figures);
}

export function parametersOf({ cause, where, environment, window, at }: BlastAsk): JsonObject {
  return { cause: cause.map((part) => ({ ...part })), where, environment, window: window === null ? null : { ...window }, at };
}

/** All but the environment may hold, and that one is recorded as another. */
function apartSearch(plain: readonly AskedPart[], environment: readonly AskedPart[], { where, environment: asked }: BlastAsk): string {
  const [part] = environment;
  if (part === undefined || asked === null) return '';
  return together([cohortSearches(plain, where).either, `recorded:environment -(${part.holds})`]);
}

function environmentsApart(shapes: readonly CohortShape[], apart: string): readonly CountedRuns[] {
  const counts = new Map<string, number>();
  for (const { side, environment, runs } of shapes) if (side === 'apart' && environment !== null) counts.set(environment, (counts.get(environment) ?? 0) + runs);
  return Array.from(counts, ([environment, runs]) => ({ what: `in the environment ${environment}`, runs, where: together([apart, writeTerm('environment', environment)]) })).sort((a, b) => b.runs - a.runs);
}

/** Recorded with this very cause, at a time when it was not in force by what the case knows. */
async function outsideWindow({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>, ask: BlastAsk, window: Blast['window'], environment: readonly AskedPart[]): Promise<readonly CountedRuns[]> {
  const inside = windowPart(window);
  if (inside === null || ask.cause.every(({ version }) => version === null)) return [];
  const where = together([cohortSearches([...ask.cause.map(causePart), ...environment], ask.where).certain, `-(${inside.holds})`, `-${inside.open}`]);
  const { matching } = await runsCount(store, caseKey, where);
  return matching === 0 ? [] : [{ what: 'with this cause recorded, outside the window', runs: matching, where }];
}

function gapRows({ what, holds, fact }: AskedPart, gap: PartGap | undefined, possible: string): readonly CountedRuns[] {
  if (gap === undefined || gap.runs === 0) return [];
  const silent = gap.runs - gap.inferred - gap.hidden;
  // Only all of them together are listed by a search: the language does not tell inferred from hidden.
  const where = together([possible, `-(${holds})`]);
  return [
    ...(silent > 0 ? [{ what: `${what} not recorded${fact === 'modelVersion' || fact === 'promptVersion' ? ', or a name that moves' : ''}`, runs: silent, where: silent === gap.runs ? where : null }] : []),
    ...(gap.inferred > 0 ? [{ what: `${what} inferred, not recorded`, runs: gap.inferred, where: gap.inferred === gap.runs ? where : null }] : []),
    ...(gap.hidden > 0 ? [{ what: `${what} redacted or kept as a hash`, runs: gap.hidden, where: gap.hidden === gap.runs ? where : null }] : []),
  ];
}

