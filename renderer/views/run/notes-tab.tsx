import { CommentItem, EventItem } from '../../parts/note-items.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { KeepUntil } from '../../parts/keep-until.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { showDialog, useAnnotations } from '../../state/annotations-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './notes-tab.module.css';

/** Comments on the run and manual events that name it; null while there are none. */
export function useNoteCount(run: string): number | null {
  const revision = useAnnotations((state) => state.revision);
  const { value } = useAnswer('annotations.ofRun', { run }, revision);
  const count = (value?.comments.length ?? 0) + (value?.events.length ?? 0);
  return count === 0 ? null : count;
}

/** What people wrote about this run. Never evidence. */
export function NotesTab({ run }: { readonly run: string }) {
  const revision = useAnnotations((state) => state.revision);
  const { value, problem } = useAnswer('annotations.ofRun', { run }, revision);
  const empty = value !== null && value.comments.length === 0 && value.events.length === 0;
  return (
    <div className={styles.notes}>
      <KeepUntil run={run} />
      <div className={styles.actions}>
        <Button small onClick={() => showDialog({ kind: 'comment' })}>
          Comment…
        </Button>
        <Button small onClick={() => showDialog({ kind: 'event' })}>
          Note an event…
        </Button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {empty && <EmptyState title="Nothing is written about this run" next="Press c to comment. Comments are kept in the journal and found by comment:word." />}
      {value?.comments.map((comment) => <CommentItem key={comment.seq} comment={comment} />)}
      {value?.events.map((event) => <EventItem key={event.seq} event={event} />)}
    </div>
  );
}
