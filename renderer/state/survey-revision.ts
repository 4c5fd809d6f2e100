import { useJobs } from './jobs-state.ts';

/** Grows while a survey is under way, by steps of a tenth, so that what tells how far it is asks again. */
export function useSurveyRevision(): number {
  return useJobs(({ running }) => {
    const survey = running.find(({ kind }) => kind === 'survey');
    return survey === undefined || survey.bytesTotal === 0 ? 0 : (1 + Math.floor((10 * survey.bytesDone) / survey.bytesTotal)) / 100;
  });
}
