import { PenLine, UserPen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ManualEvent, Mark, RunComment } from '#shared/model/annotation.ts';
import { comment as write, undo } from '../state/annotations-state.ts';
import { Button } from './button.tsx';
import { Chip } from './chip.tsx';
import { countedText } from './count-text.ts';
import { Icon } from './icon.tsx';
import { Instant } from './instant.tsx';
import styles from './note-items.module.css';
import { VisibleText } from './visible-text.tsx';

/** A comment with who wrote it and when, and the ways to word it anew or remove it. Both leave the earlier entry in the journal. */
export function CommentItem({ comment, about }: { readonly comment: RunComment; readonly about?: ReactNode }) {
  const [draft, setDraft] = useState<string | null>(null);
  const save = async (text: string): Promise<void> => {
    if (await write(comment.run, text, comment.seq)) setDraft(null);
  };
  return (
    <article className={styles.note} aria-label="Comment">
      <NoteHead mark={comment} edited={comment.edited}>
        {about}
      </NoteHead>
      {draft === null ? (
        <p className={styles.text}>
          <VisibleText text={comment.text} lines />
        </p>
      ) : (
        <textarea aria-label="New wording" rows={4} autoFocus maxLength={10_000} className={styles.area} value={draft} onChange={(event) => setDraft(event.target.value)} />
      )}
      <div className={styles.actions}>
        {draft === null ? (
          <>
            <Button look="link" small onClick={() => setDraft(comment.text)}>
              Word anew
            </Button>
            <Button look="link" small onClick={() => void undo(comment.seq)}>
              Remove
            </Button>
          </>
        ) : (
          <>
            <Button small look="primary" disabled={draft.trim() === '' || draft.trim() === comment.text} onClick={() => void save(draft.trim())}>
              Save
            </Button>
            <Button small onClick={() => setDraft(null)}>
              Leave as it was
            </Button>
          </>
        )}
      </div>
    </article>
  );
}

/** An event that no record tells: marked as a person's word. */
export function EventItem({ event }: { readonly event: ManualEvent }) {
  const { when, text, subject, runs } = event;
  return (
    <article className={styles.note} aria-label="Manual event">
      <div className={styles.head}>
        <Chip icon={UserPen} tone="caution">
          analyst-entered
        </Chip>
        <span className="mono">{whenWords(when)}</span>
        {subject !== null && <VisibleText text={subject} className="mono" />}
        {runs.length > 0 && <span className={styles.quiet}>about {countedText(runs.length, 'run')}</span>}
      </div>
      <p className={styles.text}>
        <VisibleText text={text} lines />
      </p>
      <div className={styles.actions}>
        <span className={styles.quiet}>
          noted by <VisibleText text={event.by} /> <Instant at={nanoseconds(event.at)} show="both" />
        </span>
        <Button look="link" small onClick={() => void undo(event.seq)}>
          Remove
        </Button>
      </div>
    </article>
  );
}

export function whenWords({ written, zone, approximate }: ManualEvent['when']): string {
  if (written === '') return 'time not known';
  return `${approximate ? 'about ' : ''}${written}${zone === null || zone === 'as written' ? '' : ` ${zone}`}`;
}

function NoteHead({ mark, edited, children }: { readonly mark: Mark; readonly edited: Mark | null; readonly children: ReactNode }) {
  return (
    <div className={styles.head}>
      <Icon of={PenLine} size="xs" />
      <span className={styles.quiet}>
        <VisibleText text={mark.by} /> <Instant at={nanoseconds(mark.at)} show="both" />
        {edited !== null && (
          <>
            {' · worded anew '}
            <Instant at={nanoseconds(edited.at)} show="both" />
          </>
        )}
      </span>
      {children}
    </div>
  );
}

/** RFC 3339 of the journal, milliseconds. */
function nanoseconds(at: string): string {
  return String(BigInt(Date.parse(at)) * 1_000_000n);
}
