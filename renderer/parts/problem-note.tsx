import { CircleX, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '#shared/result.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './problem-note.module.css';
import { VisibleText } from './visible-text.tsx';

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** Where it happened, when the message cannot know: a file name, a source and an offset. */
  readonly where?: string | undefined;
  readonly onDismiss?: () => void;
  readonly children?: ReactNode;
}

/** What went wrong, where, by which rule, and what to do now. */
export function ProblemNote({ problem, where, onDismiss, children }: ProblemNoteProps) {
  return (
    <div role="alert" className={styles.note}>
      <Icon of={CircleX} className={styles.icon} />
      <div className={styles.text}>
        {where !== undefined && (
          <span className={styles.where}>
            <VisibleText text={where} />
          </span>
        )}
        <p>
          <VisibleText text={problem.message} />
        </p>
        {problem.nextStep !== undefined && (
          <p className={styles.next}>
            <VisibleText text={problem.nextStep} />
          </p>
        )}
      </div>
      <code className={styles.code} title="The rule, by its stable name">
        {problem.code}
      </code>
      {children}
      {onDismiss !== undefined && <IconButton icon={X} label="Dismiss" small onClick={onDismiss} />}
    </div>
  );
}
