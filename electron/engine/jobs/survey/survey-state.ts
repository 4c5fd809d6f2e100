import type { SurveyState } from '#shared/model/survey.ts';
import { metaValue } from '../../store/queries/meta.ts';
import { runsInCase, runsSurveyed } from '../../store/queries/survey-counts.ts';
import type { CaseBench } from '../case-bench.ts';
import { appliedImport } from '../applied-import.ts';

/** How far the survey of the case is. What rests on it says so, and shows no count as a result before it is whole. */
export async function surveyState({ store, caseKey, survey }: Pick<CaseBench, 'store' | 'caseKey' | 'survey'>): Promise<SurveyState> {
  if (survey.underWay !== null) return { kind: 'under way', ...survey.underWay };
  const [applied, surveyed] = [await appliedImport({ store, caseKey }), await metaValue(store, caseKey, 'surveyed-import-seq')];
  const total = applied === 0 ? 0 : await runsInCase(store, caseKey);
  if (applied === 0 || (surveyed !== null && Number(surveyed) === applied)) return { kind: 'whole', runs: total };
  return { kind: 'not made', runs: await runsSurveyed(store, caseKey), total, why: survey.stopped ?? 'it has not begun' };
}

/** What was said rests on another state than now: it is no result any more, though it stays until the next survey takes its place. */
export async function forgetSurvey({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>): Promise<void> {
  await store.query("DELETE FROM meta WHERE case_key = $1 AND key = 'surveyed-import-seq'", [caseKey]);
}
