import type { SurveyState } from '#shared/model/survey.ts';
import { call } from '../bridge.ts';
import { reportProblem } from '../state/app-state.ts';
import { Button } from './button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import styles from './survey-note.module.css';
import { surveyWords } from './survey-words.ts';

/** A line where something rests on a survey that is not whole. Nothing where it is. */
export function SurveyNote({ survey }: { readonly survey: SurveyState }) {
  const words = surveyWords(survey);
  if (words === null) return null;
  return (
    <div role="status" className={styles.note}>
      <span>{words}</span>
      {survey.kind === 'under way' && <ProgressBar label="Survey of runs" share={survey.total === 0 ? null : survey.runs / survey.total} />}
      {survey.kind === 'not made' && (
        <Button small onClick={() => void startSurvey()}>
          Survey now
        </Button>
      )}
    </div>
  );
}

/** Again after it was cancelled or failed; goes on where it stopped. */
export async function startSurvey(): Promise<void> {
  const answer = await call('survey.start', {});
  if (!answer.ok) reportProblem(answer.problem);
}
