import { useState } from 'react';
import type { SourceRow } from '#shared/model/source.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { stateClock } from '../../state/case-state.ts';
import { clockNanoseconds, clockText, type ClockUnit } from './clock-words.ts';
import styles from './source-clock-fact.module.css';

/** How far the clock of a source ran from the right time, where somebody knows: written down with a reason, shown beside every recorded time. */
export function SourceClockFact({ source: { sourceKey, clock } }: { readonly source: SourceRow }) {
  const [stating, setStating] = useState(false);
  if (stating) return <StateClock sourceKey={sourceKey} onDone={() => setStating(false)} />;
  if (clock === null) {
    return (
      <>
        nothing stated: times are shown as recorded{' '}
        <Button look="link" onClick={() => setStating(true)}>
          State how far it was off…
        </Button>
      </>
    );
  }
  return (
    <>
      {clockText(clock.ahead)}, stated by <VisibleText text={clock.by} /> at <Instant at={clock.at} show="both" />, because: <VisibleText text={clock.reason} /> (journal entry {clock.journalSeq}). Recorded times stay as they are; the corrected one stands beside them.{' '}
      <Button look="link" onClick={() => setStating(true)}>
        State it anew…
      </Button>{' '}
      <Button look="link" onClick={() => void stateClock({ sourceKey, ahead: null, reason: 'taken back' })}>
        Take it back
      </Button>
    </>
  );
}

const directions = [{ title: null, options: [{ value: 'ahead', title: 'ahead' }, { value: 'behind', title: 'behind' }] }];
const unitOptions: readonly { readonly value: ClockUnit; readonly title: string }[] = [{ value: 'ms', title: 'milliseconds' }, { value: 's', title: 'seconds' }, { value: 'min', title: 'minutes' }, { value: 'h', title: 'hours' }];

function StateClock({ sourceKey, onDone }: { readonly sourceKey: number; readonly onDone: () => void }) {
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<ClockUnit>('s');
  const [direction, setDirection] = useState('ahead');
  const [reason, setReason] = useState('');
  const ns = clockNanoseconds(amount, unit);
  const wrong = amount !== '' && ns === null;
  return (
    <form
      className={styles.form}
      aria-label="Clock of this source"
      onSubmit={(event) => {
        event.preventDefault();
        if (ns === null || reason.trim() === '') return;
        void stateClock({ sourceKey, ahead: direction === 'ahead' ? ns : `-${ns}`, reason: reason.trim() }).then((done) => done && onDone());
      }}
    >
      <div className={styles.line}>
        <TextField label="Its clock was" autoFocus inputMode="decimal" mono value={amount} onChange={setAmount} wrong={wrong} className={styles.amount} />
        <Select label="Unit" value={unit} onChange={(next) => setUnit(unitOptions.find(({ value }) => value === next)?.value ?? 's')} groups={[{ title: null, options: unitOptions }]} />
        <Select label="Direction" value={direction} onChange={setDirection} groups={directions} />
      </div>
      <TextField label="How that is known" value={reason} onChange={setReason} hint={wrong ? 'Write an amount such as 2.1.' : 'A time server’s log, the same event in two systems. Written to the journal.'} wrong={wrong} />
      <div className={styles.line}>
        <Button type="submit" small look="primary" disabled={ns === null || reason.trim() === ''}>
          State it
        </Button>
        <Button small look="quiet" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
