import { type FormEvent, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { pinSql } from '../../state/sql-state.ts';
import styles from './sql-view.module.css';

/** Names a result for the journal: its query, its hash, and what it was worked out from. */
export function PinForm({ sql, onDone }: { readonly sql: string; readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [pinning, setPinning] = useState(false);
  const pin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '' || pinning) return;
    setPinning(true);
    const done = await pinSql(name.trim(), sql);
    setPinning(false);
    if (done) onDone();
  };
  return (
    <form aria-label="Pin the result" className={styles.pinForm} onSubmit={(event) => void pin(event)}>
      <TextField label="Name of the result" value={name} onChange={setName} maxLength={200} autoFocus className={styles.pinName} hint="Query, rows and hash go into the journal; it can be run again and compared." />
      <Button look="primary" small type="submit" disabled={name.trim() === '' || pinning}>
        Pin
      </Button>
      <Button small onClick={onDone}>
        Cancel
      </Button>
    </form>
  );
}
