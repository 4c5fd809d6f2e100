import type { SurveyState } from '#shared/model/survey.ts';
import { countText } from './count-text.ts';

/** How far the survey is, where it is not whole: what is shown beside it is no result yet. null: it is whole. */
export function surveyWords(survey: SurveyState): string | null {
  switch (survey.kind) {
    case 'whole':
      return null;
    case 'under way':
      return `The survey is under way: ${countText(survey.runs)} of ${countText(survey.total)} runs.`;
    case 'not made':
      return `The runs are not surveyed (${countText(survey.runs)} of ${countText(survey.total)}): ${survey.why}.`;
  }
}
