import { surveyedTerms } from '#shared/search/explain-search.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import type { Search } from '#shared/search/search.ts';
import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { projectFindingStates } from '../jobs/findings/finding-states.ts';
import { surveyState } from '../jobs/survey/survey-state.ts';
import type { Session } from './session.ts';

/** The open case for answering this search. One that asks for findings, or for what the survey learns of runs, has no answer before the survey is whole: none yet is not none. */
export async function searchableBench(session: Session, where: string): Promise<CaseBench> {
  const bench = session.settledBench();
  const parsed = parseSearch(where);
  if (parsed.ok && parsed.search !== null && restsOnSurvey(parsed.search)) await refuseUnsurveyed(bench);
  return bench;
}

/**
 * For what is written down and outlasts the question: a file, a mark on runs, the runs of an incident. A list may say "at least"
 * beside what is found so far; these cannot, so any term that the survey answers waits for it.
 */
export async function refuseUnfinishedSearch(bench: Surveyed, where: string): Promise<void> {
  const parsed = parseSearch(where);
  if (parsed.ok && surveyedTerms(parsed.search).length > 0) await refuseUnsurveyed(bench);
}

type Surveyed = Pick<CaseBench, 'store' | 'caseKey' | 'survey' | 'acts'>;

async function refuseUnsurveyed(bench: Surveyed): Promise<void> {
  const survey = await surveyState(bench);
  if (survey.kind === 'under way') throw new ProblemError('survey-under-way', `The survey of runs is under way (${survey.runs} of ${survey.total}): which runs this search is about is known when it has ended.`, 'Ask again then; the status bar shows how far it is.');
  if (survey.kind === 'not made') throw new ProblemError('survey-not-made', `The runs of this case are not surveyed (${survey.runs} of ${survey.total}): ${survey.why}.`, 'Start the survey in the Findings view.');
  await projectFindingStates(bench);
}

function restsOnSurvey(search: Search): boolean {
  switch (search.kind) {
    case 'and':
    case 'or':
      return search.of.some(restsOnSurvey);
    case 'not':
      return restsOnSurvey(search.of);
    default:
      return search.kind === 'finding' || search.kind === 'execution' || search.kind === 'recovery' || search.kind === 'recorded';
  }
}
