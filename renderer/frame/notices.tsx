import { Info, X } from 'lucide-react';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { dismissProblem, useApp } from '../state/app-state.ts';
import { dismissNotice, useCase } from '../state/case-state.ts';
import styles from './notices.module.css';

const none: readonly string[] = [];

/** What the person must know before going on: failures, and what this opening of the case found. */
export function Notices() {
  const problems = useApp((state) => state.problems);
  const notices = useCase((state) => state.current?.notices ?? none);
  const dismissed = useCase((state) => state.dismissedNotices);
  const open = notices.filter((notice) => !dismissed.includes(notice));
  if (problems.length === 0 && open.length === 0) return null;
  return (
    <div className={styles.notices}>
      {problems.map((problem) => (
        <ProblemNote key={`${problem.code} ${problem.message}`} problem={problem} onDismiss={() => dismissProblem(problem)} />
      ))}
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
