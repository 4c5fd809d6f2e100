import type { JobProgress } from '#shared/ipc/answers.ts';
import type { SurveyState } from '#shared/model/survey.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Asking } from './open-engine.ts';
import type { Terminal } from './terminal.ts';

/** Waits for the survey of the open case, with its progress on `err`. A survey that is not whole afterwards is a failure. */
export async function waitForSurvey(engine: Asking, terminal: Terminal): Promise<Result<SurveyState>> {
  let shownAt = Date.now();
  const stop = engine.on((event, payload) => {
    if (event !== 'job.progress' || !isSurvey(payload) || Date.now() - shownAt < (terminal.live ? 100 : 2000)) return;
    shownAt = Date.now();
    const text = `Surveying runs: ${payload.bytesDone} of ${payload.bytesTotal}`;
    terminal.err(terminal.live ? `\r\u001b[K${text}` : `${text}\n`);
  });
  try {
    const survey = await engine.ask('survey.state', { wait: true });
    if (terminal.live) terminal.err('\r\u001b[K');
    if (!survey.ok) return survey;
    if (survey.value.kind === 'not made') return failed('survey-not-made', `The runs are not surveyed (${survey.value.runs} of ${survey.value.total}): ${survey.value.why}.`, 'Try again; what is surveyed already is not done twice.');
    return ok(survey.value);
  } finally {
    stop();
  }
}

function isSurvey(payload: unknown): payload is JobProgress {
  return typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind === 'survey';
}
