import { requests } from '#shared/ipc/contract.ts';
import { surveyState } from '../jobs/survey/survey-state.ts';
import { handler, type Handler } from './handler.ts';

export const surveyHandlers: readonly Handler[] = [
  handler('survey.state', requests['survey.state'], async (session, { wait }) => {
    if (wait) await session.surveyed();
    return surveyState(session.bench());
  }),
  handler('survey.start', requests['survey.start'], async (session) => {
    void session.survey();
    return surveyState(session.settledBench());
  }),
];
