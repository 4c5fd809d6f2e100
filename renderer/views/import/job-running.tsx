import type { JobProgress } from '#shared/ipc/answers.ts';
import { Button } from '../../parts/button.tsx';
import { bytesText, countText, durationText } from '../../parts/count-text.ts';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { closeImport } from '../../state/import-state.ts';
import { cancelJob } from '../../state/jobs-state.ts';
import styles from './job-running.module.css';

export function JobRunning({ job }: { readonly job: JobProgress | null }) {
  if (job === null) return <p className={styles.stage}>Starting…</p>;
  const share = job.bytesTotal <= 0 ? null : Math.min(0.999, job.bytesDone / job.bytesTotal);
  const facts = [
    ['Read', `${bytesText(job.bytesDone)} of ${bytesText(job.bytesTotal)}`],
    ['Records', countText(job.records)],
    ['Rate', `${countText(Math.round(job.recordsPerSecond))} / s`],
    ['Time left', job.secondsLeft === null ? 'not known yet' : `about ${durationText(job.secondsLeft)}`],
  ] as const;
  return (
    <div className={styles.stage}>
      <div className={styles.column}>
        <h3 className={styles.title}>
          <VisibleText text={job.title} />
        </h3>
        <p className={styles.step} role="status">
          <VisibleText text={job.step} />
        </p>
        <div className={styles.bar}>
          <ProgressBar label={job.title} share={share} wide />
          <span className={styles.percent}>{share === null ? '' : `${Math.floor(share * 100)} %`}</span>
        </div>
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.note}>{job.kind === 'import' ? 'Cancelling leaves the case as it was before. Closing this sheet leaves the work running; the bar below shows it.' : 'Closing this sheet leaves the work running; the bar below shows it.'}</p>
        <div className={styles.actions}>
          <Button onClick={closeImport}>Go on in the background</Button>
          <Button disabled={!job.canCancel} onClick={() => void cancelJob(job.jobId)}>
            Cancel
          </Button>
        </div>
      </div>
    </div>
  );
}
