import type { CohortComparison, ComparedAmounts, ComparedRate, ComparedSection } from '#shared/model/cohort-comparison.ts';
import { approvalClasses, outcomeStatuses, sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { counted } from '../completeness/windows.ts';
import { fewHits, fewRuns, newcombe95, wilson95 } from '../figures/wilson.ts';
import { findingRules } from '../findings/index.ts';
import { cohortActions, cohortAmounts, cohortCounts, cohortCourse, cohortFindings, type CohortCounts } from '../store/queries/cohort-counts.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { variantCounts } from '../store/queries/variant-counts.ts';
import type { CaseBench } from './case-bench.ts';
import { surveyState } from './survey/survey-state.ts';

/** Values listed of an open list; the others are counted. */
const listed = 12;

export interface ComparedSearches {
  readonly a: string;
  readonly b: string;
}

/** Two searches beside each other: counts, shares and amounts of both, and what differs. Nothing here says why. */
export async function compareCohorts(bench: CaseBench, searches: ComparedSearches): Promise<CohortComparison> {
  const { store, caseKey } = bench;
  const survey = await surveyState(bench);
  const [a, b] = [await cohortCounts(store, caseKey, searches.a), await cohortCounts(store, caseKey, searches.b)];
  const { matching: both, total } = await runsCount(store, caseKey, joined(searches));
  const sections = [
    ...plainSections(a, b),
    ...(survey.kind === 'whole' ? await surveyedSections(bench, searches, a, b) : []),
    openSection('action', 'Action types', 'Of the runs of the side.', await sidesOf(searches, (where) => cohortActions(store, caseKey, where)), [a.runs, b.runs], (action) => ({ title: action ?? 'not recorded', term: writeTerm('action', action), variant: null })),
  ];
  return {
    survey, total, both, sections,
    a: { where: searches.a, runs: a.runs, firstAt: a.firstAt, lastAt: a.lastAt },
    b: { where: searches.b, runs: b.runs, firstAt: b.firstAt, lastAt: b.lastAt },
    amounts: amountsOf(...(await sidesOf(searches, (where) => cohortAmounts(store, caseKey, where)))),
    notes: notesOf(a, b, both, sections),
  };
}

function joined({ a, b }: ComparedSearches): string {
  return [a, b].filter((where) => where.trim() !== '').map((where) => `(${where})`).join(' ');
}

function plainSections(a: CohortCounts, b: CohortCounts): readonly ComparedSection[] {
  const rate = (title: string, term: string, kA: number, kB: number): ComparedRate => rateOf(title, [kA, a.runs], [kB, b.runs], term);
  return [
    { id: 'approval', title: 'Approval', note: 'Not recorded is not the same as none.', more: 0, rates: approvalClasses.map((name) => rate(name, `approval:${spelled(name)}`, a.approval[name], b.approval[name])) },
    { id: 'outcome', title: 'Outcome', note: 'As the records state it.', more: 0, rates: outcomeStatuses.map((name) => rate(name, `outcome:${spelled(name)}`, a.outcome[name], b.outcome[name])) },
    { id: 'completeness', title: 'Seven fields, recorded whole', note: 'In part, inferred and kept as a hash are not counted.', more: 0, rates: sevenFields.map((field) => rateOf(sevenFieldTitles[field], [a.recorded[field], a.runs], [b.recorded[field], b.runs], null)) },
  ];
}

async function surveyedSections({ store, caseKey }: CaseBench, searches: ComparedSearches, a: CohortCounts, b: CohortCounts): Promise<readonly ComparedSection[]> {
  const runs = [a.runs, b.runs] as const;
  const [courseA, courseB] = await sidesOf(searches, (where) => cohortCourse(store, caseKey, where));
  const course = (title: string, of: keyof typeof courseA, term: string | null): ComparedRate => rateOf(title, [courseA[of], a.runs], [courseB[of], b.runs], term);
  const [findingsA, findingsB] = await sidesOf(searches, (where) => cohortFindings(store, caseKey, where));
  const titles = new Map(findingRules.map(({ id, title }) => [id, title]));
  const variants = await sidesOf(searches, async (where) => (await variantCounts(store, caseKey, where, 1000)).variants.map(({ variant, runs: count }) => [variant, count] as const));
  return [
    {
      id: 'course', title: 'Course', note: 'By the stages records speak of.', more: 0,
      rates: [course('executed', 'executed', 'variant:*x*'), course('executed more than once', 'repeated', null), course('override recorded', 'overridden', null), course('dispute recorded', 'disputed', 'variant:*i*'), course('recovery recorded', 'recovered', 'variant:*c*')],
    },
    openSection('findings', 'Findings', 'Runs a finding of the rule is about, whatever was said of it.', [[...findingsA], [...findingsB]], runs, (rule) => ({ title: titles.get(rule ?? '') ?? rule ?? '', term: `finding:${rule ?? ''}`, variant: null }), Number.POSITIVE_INFINITY),
    openSection('variants', 'Process variants', 'The same stages in the same order.', variants, runs, (variant) => ({ title: variant ?? '', term: writeTerm('variant', variant), variant })),
  ];
}

/** The values of both sides, those of most runs first, by share. */
function openSection(
  id: ComparedSection['id'], title: string, note: string, [a, b]: readonly [readonly (readonly [string | null, number])[], readonly (readonly [string | null, number])[]], [nA, nB]: readonly [number, number],
  look: (value: string | null) => { readonly title: string; readonly term: string; readonly variant: string | null }, most = listed,
): ComparedSection {
  const [ofA, ofB] = [new Map(a), new Map(b)];
  const share = (value: string | null): number => (nA === 0 ? 0 : (ofA.get(value) ?? 0) / nA) + (nB === 0 ? 0 : (ofB.get(value) ?? 0) / nB);
  const values = [...new Set([...ofA.keys(), ...ofB.keys()])].sort((one, other) => share(other) - share(one) || ((one ?? '') < (other ?? '') ? -1 : 1));
  const rates = values.slice(0, most).map((value) => {
    const { title: name, term, variant } = look(value);
    return { ...rateOf(name, [ofA.get(value) ?? 0, nA], [ofB.get(value) ?? 0, nB], term), variant };
  });
  return { id, title, note, rates, more: Math.max(0, values.length - rates.length) };
}

function rateOf(title: string, [kA, nA]: readonly [number, number], [kB, nB]: readonly [number, number], term: string | null): ComparedRate {
  const interval = newcombe95(kA, nA, kB, nB);
  return { title, term, variant: null, a: { k: kA, n: nA, interval: wilson95(kA, nA) }, b: { k: kB, n: nB, interval: wilson95(kB, nB) }, difference: interval === null ? null : { points: kB / nB - kA / nA, interval } };
}

function amountsOf(a: Awaited<ReturnType<typeof cohortAmounts>>, b: Awaited<ReturnType<typeof cohortAmounts>>): readonly ComparedAmounts[] {
  const currencies = [...new Set([...a, ...b].map(({ currency }) => currency))];
  const side = (spreads: typeof a, currency: string | null): ComparedAmounts['a'] => {
    const own = spreads.find((spread) => spread.currency === currency);
    return own === undefined ? { n: 0, quartiles: null } : { n: own.n, quartiles: own.quartiles };
  };
  return currencies.map((currency) => ({ currency, a: side(a, currency), b: side(b, currency) }));
}

function notesOf(a: CohortCounts, b: CohortCounts, both: number, sections: readonly ComparedSection[]): readonly string[] {
  if (a.runs === 0 || b.runs === 0) return [`${a.runs === 0 ? 'A' : 'B'} has no run: nothing can be compared, and no share is shown for that side.`];
  const few = [a, b].some(({ runs }) => runs < fewRuns);
  const rare = sections.flatMap(({ rates }) => rates).filter((rate) => rate.a.k < fewHits || rate.b.k < fewHits).length;
  return [
    ...(both > 0 ? [`${counted(both)} ${both === 1 ? 'run is' : 'runs are'} in both: the two sides are not independent, and the intervals of the differences hold only roughly.`] : []),
    ...(few ? [`Small numbers: ${counted(a.runs)} runs in A and ${counted(b.runs)} in B (fewer than ${fewRuns} on a side). A difference may well be chance.`] : []),
    ...(!few && rare > 0 ? [`Rows with fewer than ${fewHits} runs on a side are marked: a difference there may well be chance.`] : []),
    'Many rows are compared at once: of every twenty intervals one misses by chance alone.',
  ];
}

async function sidesOf<T>({ a, b }: ComparedSearches, ask: (where: string) => Promise<T>): Promise<readonly [T, T]> {
  return [await ask(a), await ask(b)];
}

function spelled(name: string): string {
  return name.replaceAll(' ', '-');
}
