import { UserPen } from 'lucide-react';
import { useState } from 'react';
import type { ManualEvent } from '#shared/model/annotation.ts';
import { Button } from '../../parts/button.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { EventItem, whenWords } from '../../parts/note-items.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './noted-events.module.css';
import { notedRows } from './noted-rows.ts';
import { placeOf, type Stretch } from './time-window.ts';

export interface NotedEventsProps {
  readonly events: readonly ManualEvent[];
  readonly shown: Stretch;
  readonly width: number;
  readonly onAnchor: (at: string | null) => void;
}

/** What no record tells, on the same axis as the runs and marked as a person's word. Nothing where nobody noted anything. */
export function NotedEvents({ events, shown, width, onAnchor }: NotedEventsProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  if (events.length === 0) return null;
  const { placed, rows, elsewhere, untimed } = notedRows(events, (at) => placeOf(at, shown), width);
  const open = events.find(({ seq }) => seq === chosen);
  const choose = (event: ManualEvent): void => {
    setChosen(event.seq === chosen ? null : event.seq);
    onAnchor(event.seq === chosen ? null : event.when.from);
  };
  return (
    <section aria-label="Events noted by people" className={styles.noted}>
      <div className={styles.line}>
        <span className={styles.head}>
          <Icon of={UserPen} size="xs" /> analyst-entered
        </span>
        <div className={styles.plot} style={{ height: Math.max(1, rows) * 24 }}>
          {placed.map(({ event, from, until, row, leftwards }) => {
            const words = visibleString(`analyst-entered, ${whenWords(event.when)}: ${event.text}`);
            return (
              <span key={event.seq} className={styles.place} style={{ left: `${from * 100}%`, top: Math.max(0, row) * 24 }}>
                {until > from && <i className={styles.span} style={{ width: Math.max(0, (until - from) * width) }} />}
                <button type="button" className={classNames(styles.label, leftwards && styles.leftwards, row < 0 && styles.bare)} aria-pressed={event.seq === chosen} aria-label={words} title={words} onClick={() => choose(event)}>
                  {row >= 0 && <VisibleText text={event.text} />}
                </button>
              </span>
            );
          })}
        </div>
        <span className={styles.rest}>
          {elsewhere > 0 && <span>{countedText(elsewhere, 'event')} at another time</span>}
          {untimed > 0 && (
            <Button look="link" small onClick={() => goTo({ view: 'notes' })}>
              {countedText(untimed, 'event')} without a time
            </Button>
          )}
        </span>
      </div>
      {open !== undefined && (
        <div className={styles.open}>
          <EventItem event={open} />
        </div>
      )}
    </section>
  );
}
