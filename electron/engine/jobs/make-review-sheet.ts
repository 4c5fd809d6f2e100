import type { RatedKind } from '#shared/model/version-review.ts';
import { ProblemError } from '#shared/result.ts';
import { readPeriod } from '#shared/search/read-period.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { instantText } from '#shared/time.ts';
import { inForce } from '../lineage/versions.ts';
import { reviewSheet } from '../reports/review-sheet.ts';
import { documentHtml } from '../reports/to-html.ts';
import { documentMarkdown } from '../reports/to-markdown.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import type { CaseBench } from './case-bench.ts';
import { recallVersions } from './recall-versions.ts';
import { reviewVersions } from './review-versions.ts';

export interface ReviewAsked {
  readonly kind: RatedKind;
  readonly name: string;
  /** A closed period, as a search writes it: `2026-01..2026-03`. */
  readonly at: string;
  readonly format: 'html' | 'markdown';
}

/** The sheet an owner reviews and signs. Without a survey of every run there is none: a review of some runs would pass for one of all. */
export async function makeReviewSheet(bench: CaseBench, { kind, name, at, format }: ReviewAsked, now: bigint): Promise<{ readonly suggestedName: string; readonly text: string }> {
  const period = readPeriod(at);
  if ('what' in period || period.from === null || period.until === null) throw new ProblemError('time-not-understood', `${JSON.stringify(at)} is no period with a beginning and an end.`, 'what' in period ? period.what : 'Name a month as 2026-03, or a quarter as 2026-01..2026-03.');
  const [from, until] = [String(period.from), String(period.until)];
  const versions = await recallVersions(bench);
  const { entries, contradictions } = inForce(versions, { kind, name, from, until });
  const named = writeTerm(kind === 'rule' ? 'rule' : kind, name);
  const reviewed = await reviewVersions(bench, '', { from, until });
  if (reviewed.rates === null) throw new ProblemError('survey-not-whole', `The runs are not all surveyed yet (${reviewed.survey.runs} of ${'total' in reviewed.survey ? reviewed.survey.total : reviewed.total}).`, 'Ask again when the survey has ended.');
  const { store, caseKey } = bench;
  const count = async (where: string): Promise<number> => (await runsCount(store, caseKey, where)).matching;
  const within = `at:${at}`;
  const sheet = reviewSheet({
    caseName: bench.case.folder.name, kind, name, quarter: at, from, until, entries, contradictions,
    population: { runs: reviewed.rates.filter((one) => one.kind === kind && one.name === name).reduce((sum, { runs }) => sum + runs, 0), all: await count(within), withoutTime: await count(`${named} -at:>=1678`) },
    rates: reviewed.rates.filter((one) => one.kind === kind && one.name === name),
    findings: kind === 'rule' ? reviewed.findings.filter(({ rule }) => rule === name) : [],
    notChecked: kind === 'rule' ? reviewed.notChecked : [],
    madeAt: instantText(String(now)),
  });
  return { suggestedName: `review ${kind} ${name} ${at}.${format === 'html' ? 'html' : 'md'}`.replaceAll(/[^\w .-]+/gu, '_'), text: format === 'html' ? documentHtml(sheet) : documentMarkdown(sheet) };
}
