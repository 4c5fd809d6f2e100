import { Info } from 'lucide-react';
import type { SearchStanding } from '#shared/ipc/answers.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { startSurvey } from '../../parts/survey-note.tsx';
import { cancelJob, useJobs } from '../../state/jobs-state.ts';
import styles from './standing-note.module.css';
import { standingWords } from './standing-words.ts';

/** Where the search asks for what is not read of every run yet, the list is too short: it says so, grows while the vault is read, and offers to read on. */
export function StandingNote({ standing: value }: { readonly standing: SearchStanding | null }) {
  const reading = useJobs(({ running }) => running.find(({ kind }) => kind === 'survey'));
  const words = value === null ? null : standingWords(value, reading !== undefined);
  if (value === null || words === null) return null;
  return (
    <div role="status" className={styles.note}>
      <Icon of={Info} size="s" />
      <span className={styles.words}>{words}</span>
      {!value.whole && reading !== undefined && <ProgressBar label="Runs read from the vault" share={value.total === 0 ? null : value.surveyed / value.total} />}
      {!value.whole &&
        (reading === undefined ? (
          <Button small onClick={() => void startSurvey()}>
            Read on
          </Button>
        ) : (
          reading.canCancel && (
            <Button small look="quiet" onClick={() => void cancelJob(reading.jobId)}>
              Stop reading
            </Button>
          )
        ))}
    </div>
  );
}
