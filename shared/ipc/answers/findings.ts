import type { SurveyState } from '../../model/survey.ts';

export interface FindingAnswers {
  'survey.state': SurveyState;
  'survey.start': SurveyState;
}
