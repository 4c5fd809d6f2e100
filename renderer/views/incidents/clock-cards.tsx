import type { ClockReading } from '#shared/model/clock.ts';
import { classNames } from '../../parts/class-names.ts';
import { ClockMark } from '../../parts/clock-mark.tsx';
import { clockDetail } from '../../parts/clock-words.ts';
import { Instant } from '../../parts/instant.tsx';
import { shareGone } from '../../parts/time-left.ts';
import { useNow } from '../../state/use-now.ts';
import styles from './clock-cards.module.css';

const order: Readonly<Record<ClockReading['state']['name'], number>> = { late: 0, running: 1, 'not started': 2, met: 3, 'not applicable': 4, withdrawn: 4 };

/** The clocks that matter now, first those that are late or run. A card opens the table of all. */
export function ClockCards({ clocks, onOpen }: { readonly clocks: readonly ClockReading[]; readonly onOpen: () => void }) {
  const now = useNow();
  if (clocks.length === 0) return <p className={styles.none}>No regime is chosen, so no clock is counted. Choose the regimes to watch under “Clocks and submissions”.</p>;
  const sorted = clocks.toSorted((a, b) => order[a.state.name] - order[b.state.name] || compareDue(a.due, b.due));
  return (
    <div className={styles.strip} role="list" aria-label="Clocks">
      {sorted.slice(0, 4).map((clock) => (
        <div role="listitem" key={clock.id} className={styles.item}>
          <button type="button" className={styles.card} onClick={onOpen} title={`${clock.title}. Candidate, confirm with counsel.`}>
            <span className={styles.head}>
              <b>{clock.article}</b>
              <span className={styles.quiet}>{clock.start === null ? clock.title : `from ${clock.start.what}`}</span>
            </span>
            <span className={styles.body}>
              <ClockMark clock={clock} now={now} strong />
              {clock.due !== null ? (
                <span className={styles.due}>
                  due <Instant at={clock.due} show="minute" />
                </span>
              ) : (
                <span className={classNames(styles.quiet, styles.detail)}>{clockDetail(clock) ?? clock.limit}</span>
              )}
            </span>
            <span className={styles.track} aria-hidden>
              <i style={{ width: `${gone(clock, now) * 100}%` }} />
            </span>
          </button>
        </div>
      ))}
      {sorted.length > 4 && (
        <div role="listitem" className={styles.rest}>
          <button type="button" className={styles.more} onClick={onOpen}>
            {sorted.length - 4} more
          </button>
        </div>
      )}
    </div>
  );
}

function gone({ state, start, due }: ClockReading, now: string): number {
  if (state.name === 'met') return 1;
  return start === null || due === null ? 0 : shareGone(start.at.ns, due, now);
}

function compareDue(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return BigInt(a) < BigInt(b) ? -1 : 1;
}
