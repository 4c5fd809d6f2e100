import { useJobs } from '../state/jobs-state.ts';
import { Button } from './button.tsx';
import { bytesText, countedText, durationText } from './count-text.ts';
import styles from './job-under-way.module.css';
import { ProgressBar } from './progress-bar.tsx';
import { VisibleText } from './visible-text.tsx';

/** In a view that has nothing to show yet because a job fills the index: how far it is, and the way to its sheet. */
export function JobUnderWay({ onShow }: { readonly onShow: (jobId: string) => void }) {
  const job = useJobs((state) => state.running.find(({ kind }) => kind !== 'survey'));
  if (job === undefined) return <p className={styles.waiting}>Finishing…</p>;
  const share = job.bytesTotal <= 0 ? null : Math.min(0.999, job.bytesDone / job.bytesTotal);
  const facts = [countedText(job.records, 'record'), ...(job.bytesTotal > 0 ? [`${bytesText(job.bytesDone)} of ${bytesText(job.bytesTotal)}`] : []), ...(job.secondsLeft === null ? [] : [`about ${durationText(job.secondsLeft)} left`])];
  return (
    <div className={styles.holder}>
      <div className={styles.column}>
        <p className={styles.title}>
          <VisibleText text={job.title} />
        </p>
        <ProgressBar label={job.title} share={share} wide />
        <p className={styles.facts}>
          {share === null ? '' : `${Math.floor(share * 100)} % · `}
          {facts.join(' · ')}
        </p>
        <p className={styles.note}>This view fills by itself when it is done.</p>
        <Button small onClick={() => onShow(job.jobId)}>
          Show the import
        </Button>
      </div>
    </div>
  );
}
