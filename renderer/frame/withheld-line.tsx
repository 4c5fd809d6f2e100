import { VisibleText } from '../parts/visible-text.tsx';
import { useJobs } from '../state/jobs-state.ts';
import { useWithheld } from '../state/withheld.ts';
import styles from './withheld-line.module.css';

/** Above a view that keeps what it showed before the job under way. */
export function WithheldLine() {
  const withheld = useWithheld((state) => state.withheld);
  const title = useJobs((state) => state.running.find(({ kind }) => kind !== 'survey')?.title);
  if (!withheld || title === undefined) return null;
  return (
    <p role="status" className={styles.line}>
      <VisibleText text={title} /> is under way. What is shown is from before it and follows by itself when it has ended.
    </p>
  );
}
