import type { JobProgress } from '#shared/ipc/answers.ts';
import { Button } from '../../parts/button.tsx';
import { bytesText, countedText, durationText } from '../../parts/count-text.ts';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { cancelJob } from '../../state/jobs-state.ts';
import styles from './integrity-view.module.css';

/** How far the check is. What stands below is the last finished one until this one has ended. */
export function CheckUnderWay({ job }: { readonly job: JobProgress }) {
  const share = job.bytesTotal <= 0 ? null : Math.min(0.999, job.bytesDone / job.bytesTotal);
  return (
    <div className={styles.running} role="group" aria-label="Check under way">
      <span className={styles.step}>
        <VisibleText text={job.step} />
      </span>
      <span className={styles.progress}>
        <ProgressBar label={job.title} share={share} wide />
      </span>
      <span className={styles.quiet}>
        {[countedText(job.records, 'record'), ...(job.bytesTotal > 0 ? [`${bytesText(job.bytesDone)} of ${bytesText(job.bytesTotal)}`] : []), ...(job.secondsLeft === null ? [] : [`about ${durationText(job.secondsLeft)} left`])].join(' · ')}
      </span>
      {job.canCancel && (
        <Button small onClick={() => void cancelJob(job.jobId)}>
          Cancel
        </Button>
      )}
    </div>
  );
}
