import type { ReactNode } from 'react';
import type { ClockReading } from '#shared/model/clock.ts';
import { classNames } from './class-names.ts';
import { ClockMark } from './clock-mark.tsx';
import styles from './clock-table.module.css';
import { clockDetail } from './clock-words.ts';
import { countedText } from './count-text.ts';
import { Instant } from './instant.tsx';
import { instantIn } from './instant-in.ts';
import { VisibleText } from './visible-text.tsx';

/** Every clock with what it counts from, its strict deadline in UTC and in the incident's zone, and other readings as notes. */
export function ClockTable({ clocks, zone, now, label, actions }: { readonly clocks: readonly ClockReading[]; readonly zone: string; readonly now: string; readonly label: string; readonly actions?: (clock: ClockReading) => ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {clocks.map((clock) => (
        <li key={clock.id} className={styles.clock}>
          <div className={styles.line}>
            <span className={styles.state}>
              <ClockMark clock={clock} now={now} strong />
            </span>
            <span className={styles.what}>
              <b>{clock.article}</b> {clock.title}
              <span className={styles.quiet}>
                {clock.limit}
                {clock.condition !== null && `, if: ${clock.condition}`}
              </span>
            </span>
            <span className={styles.due}>
              <Due clock={clock} zone={zone} />
            </span>
            {actions !== undefined && <span className={styles.actions}>{actions(clock)}</span>}
          </div>
          <ClockNotes clock={clock} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Due({ clock: { due, dueUnknown, state, ownTarget }, zone }: { readonly clock: ClockReading; readonly zone: string }) {
  const provisional = state.name === 'not started' ? state.provisional : null;
  return (
    <>
      {due !== null && (
        <>
          <span className="mono">{instantIn(due, 'UTC')}</span>
          <span className={classNames('mono', styles.quiet)}>
            {instantIn(due, zone)} {zone}
          </span>
        </>
      )}
      {due === null && dueUnknown !== null && <span className={styles.quiet}>not known: {dueUnknown}</span>}
      {provisional !== null && (
        <span className={styles.quiet}>
          provisional: <span className="mono">{instantIn(provisional.due, 'UTC')}</span>, {provisional.ifWhat}
        </span>
      )}
      {ownTarget !== null && (
        <span className={styles.quiet}>
          own target <span className="mono">{instantIn(ownTarget.at, 'UTC')}</span>
        </span>
      )}
    </>
  );
}

function ClockNotes({ clock, zone }: { readonly clock: ClockReading; readonly zone: string }) {
  const detail = clockDetail(clock);
  const { start, notes, earlierDues, state } = clock;
  return (
    <div className={styles.notes}>
      <p>
        {start === null ? detail : <>counts from “{start.what}”, <Instant at={start.at.ns} show="both" />, journal {start.seq}{start.counted === null ? '' : ` (${start.counted})`}{detail === null ? '' : ` · ${detail}`}</>}
        {state.name === 'late' && state.reasons === '' && ' · reasons for the delay are not stated yet'}
      </p>
      {earlierDues.map(({ due, movedBy, who, when, why }) => (
        <p key={movedBy} className={styles.moved}>
          was due <span className="mono">{instantIn(due, 'UTC')}</span>, moved by <VisibleText text={who} /> on <Instant at={when} show="minute" /> (journal {movedBy}): <VisibleText text={why} />
        </p>
      ))}
      <details>
        <summary>
          {countedText(notes.filter(({ kind }) => kind === 'reading').length, 'other reading')}, {countedText(notes.filter(({ kind }) => kind !== 'reading').length, 'note')} · candidate, confirm with counsel
        </summary>
        <ul>
          {notes.map(({ kind, text, at, source }) => (
            <li key={text}>
              <i>{kind === 'reading' ? 'another reading' : kind === 'care' ? 'take care' : 'how it is counted'}</i> {text}
              {at !== null && <span className="mono"> {instantIn(at, zone)}</span>} <span className={styles.source}>{source}</span>
            </li>
          ))}
          <li>
            <i>source</i> {clock.source}, read on {clock.readOn}, mark {clock.mark} · pack {clock.pack} {clock.packVersion}
          </li>
        </ul>
      </details>
    </div>
  );
}
