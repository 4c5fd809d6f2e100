import { Check, Info, X } from 'lucide-react';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { jobSummary } from '../parts/job-summary.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { dismissProblem, useApp } from '../state/app-state.ts';
import { dismissNotice, useCase } from '../state/case-state.ts';
import { dismissExport, useExport } from '../state/export-runs.ts';
import { showJob } from '../state/import-state.ts';
import { markSeen, useJobs } from '../state/jobs-state.ts';
import styles from './notices.module.css';

const none: readonly string[] = [];

/** What the person must know before going on: failures, and what this opening of the case found. */
export function Notices() {
  const problems = useApp((state) => state.problems);
  const notices = useCase((state) => state.current?.notices ?? none);
  const unseen = useJobs((state) => state.unseen);
  const dismissed = useCase((state) => state.dismissedNotices);
  const exported = useExport(({ said, running }) => (running ? null : said));
  const open = notices.filter((notice) => !dismissed.includes(notice));
  if (problems.length === 0 && open.length === 0 && unseen.length === 0 && exported === null) return null;
  return (
    <div className={styles.notices}>
      {problems.map((problem) => (
        <ProblemNote key={`${problem.code} ${problem.message}`} problem={problem} onDismiss={() => dismissProblem(problem)} />
      ))}
      {unseen.map((job) =>
        job.problem !== null ? (
          <ProblemNote key={job.jobId} problem={job.problem} where={jobSummary(job)} onDismiss={() => markSeen(job.jobId)} />
        ) : (
          <div key={job.jobId} role="status" className={styles.notice} data-tone={job.outcome === 'done' ? 'done' : undefined}>
            <Icon of={job.outcome === 'done' ? Check : Info} className={styles.icon} />
            <p className={styles.text}>{jobSummary(job)}</p>
            {job.kind === 'import' && job.outcome === 'done' && (
              <Button look="quiet" small onClick={() => showJob(job.jobId)}>
                Show what came of it
              </Button>
            )}
            <IconButton icon={X} label="Dismiss" small onClick={() => markSeen(job.jobId)} />
          </div>
        ),
      )}
      {exported !== null && (
        <div role="status" className={styles.notice} data-tone="done">
          <Icon of={Check} className={styles.icon} />
          <p className={styles.text}>
            <VisibleText text={exported} />
          </p>
          <IconButton icon={X} label="Dismiss" small onClick={dismissExport} />
        </div>
      )}
      {open.map((notice) => (
        <div key={notice} role="status" className={styles.notice}>
          <Icon of={Info} className={styles.icon} />
          <p className={styles.text}>
            <VisibleText text={notice} />
          </p>
          <IconButton icon={X} label="Dismiss" small onClick={() => dismissNotice(notice)} />
        </div>
      ))}
    </div>
  );
}
