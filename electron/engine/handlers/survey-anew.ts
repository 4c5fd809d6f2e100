import { forgetSurvey } from '../jobs/survey/survey-state.ts';
import type { Session } from './session.ts';

/** Rules go by other lists now: what they said is from before, and is no result until all is surveyed again. */
export async function surveyAnew(session: Session): Promise<void> {
  await session.stopSurvey();
  await forgetSurvey(session.bench());
  session.facets.clear();
  session.surveyAtOnce();
  session.emit('case.changed', await session.info());
}
