import { Star, Tag, Undo2, UserPen } from 'lucide-react';
import type { AnnotationStep } from '#shared/model/annotation.ts';
import { Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { CommentItem, EventItem } from '../../parts/note-items.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { termText } from '../../parts/search-terms.ts';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { redo, showDialog, undo, useAnnotations } from '../../state/annotations-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './notes-view.module.css';

const historyShown = 200;

/** Everything people wrote beside the evidence, and every act of it with the way back. */
export function NotesView() {
  const revision = useAnnotations((state) => state.revision);
  const summary = useAnnotations((state) => state.summary);
  const history = useAnswer('annotations.history', { after: null, limit: historyShown }, revision);
  if (summary === null) return <section aria-label="Notes" className={styles.view} />;
  const { starred, tags, comments, commentCount, events, unread } = summary;
  const list = (where: string): void => goTo({ view: 'runs', where });
  return (
    <section aria-label="Notes" className={styles.view}>
      <ViewHeader title="Notes" detail={<span>{`${countedText(commentCount, 'comment')} · ${countedText(events.length, 'manual event')}`}</span>}>
        <Button small icon={UserPen} onClick={() => showDialog({ kind: 'event' })}>
          Note an event…
        </Button>
        <Button small icon={Undo2} disabled={summary.undo === null} onClick={() => void undo()}>
          Take back
        </Button>
        <Button small disabled={summary.redo === null} onClick={() => void redo()}>
          Do again
        </Button>
      </ViewHeader>
      <div className={styles.body}>
        {unread > 0 && <p className={styles.caution}>{countedText(unread, 'entry', 'entries')} of the journal were written by another build and are not understood by this one: what they say is not shown here.</p>}
        <section aria-label="Stars and tags" className={styles.part}>
          <h2 className={styles.title}>Stars and tags</h2>
          <div className={styles.chips}>
            <Button small icon={Star} disabled={starred === 0} onClick={() => list('is:starred')}>
              {countedText(starred, 'starred run')}
            </Button>
            {tags.map(({ tag, runs }) => (
              <Button key={tag} small icon={Tag} onClick={() => list(termText({ field: 'tag', value: tag }))}>
                <VisibleText text={tag} /> <span className={styles.quiet}>{countText(runs)}</span>
              </Button>
            ))}
            {tags.length === 0 && <span className={styles.quiet}>No tag yet: press t on a run, or on many picked with x.</span>}
          </div>
        </section>
        <section aria-label="Manual events" className={styles.part}>
          <h2 className={styles.title}>Manual events</h2>
          {events.length === 0 && <p className={styles.quiet}>What no record tells, such as a call from a customer, is noted here and marked as analyst-entered.</p>}
          {events.map((event) => (
            <EventItem key={event.seq} event={event} />
          ))}
        </section>
        <section aria-label="Comments" className={styles.part}>
          <h2 className={styles.title}>Comments{comments.length < commentCount && <span className={styles.quiet}> the latest {countText(comments.length)} of {countText(commentCount)}</span>}</h2>
          {comments.length === 0 && <p className={styles.quiet}>Press c on a run to comment. comment:word finds runs by their comments.</p>}
          {comments.map((comment) => (
            <CommentItem
              key={comment.seq}
              comment={comment}
              about={
                <Button look="link" small onClick={() => goTo({ view: 'runs', run: comment.run })}>
                  run <VisibleText text={comment.externalId ?? comment.run} />
                </Button>
              }
            />
          ))}
        </section>
        <section aria-label="History" className={styles.part}>
          <h2 className={styles.title}>History</h2>
          {history.value?.rows.length === 0 ? <EmptyState title="Nothing was written yet" /> : <PlainTable label="Acts, newest first" columns={columns} rows={history.value?.rows ?? []} rowKey={({ seq }) => String(seq)} />}
          {typeof history.value?.next === 'string' && <p className={styles.quiet}>The newest {historyShown}; the custody journal in Evidence has them all.</p>}
        </section>
      </div>
    </section>
  );
}

const columns: readonly PlainColumn<AnnotationStep>[] = [
  { id: 'seq', title: 'Entry', width: '64px', align: 'end', cell: ({ seq }) => <span className="mono">{countText(seq)}</span> },
  { id: 'at', title: 'Time', width: '210px', cell: ({ at }) => <Instant at={String(BigInt(Date.parse(at)) * 1_000_000n)} show="both" /> },
  { id: 'by', title: 'By', width: '120px', cell: ({ by }) => <VisibleText text={by} /> },
  { id: 'words', title: 'What', cell: ({ words, standing }) => <span className={standing ? undefined : styles.back}><VisibleText text={words} />{!standing && ' · taken back'}</span> },
  {
    id: 'turn',
    title: 'Way back',
    width: '110px',
    cell: ({ seq, standing }) => (
      <Button look="link" small onClick={() => void (standing ? undo(seq) : redo(seq))}>
        {standing ? 'Take back' : 'Do again'}
      </Button>
    ),
  },
];
