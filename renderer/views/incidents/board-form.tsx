import { useState } from 'react';
import type { BoardItem } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import styles from './incidents.module.css';

const labels = { question: 'A question to answer', finding: 'What was found', evidence: 'What shows it' } as const;

export interface BoardFormProps {
  readonly incident: string;
  readonly kind: BoardItem['kind'];
  readonly under: number | null;
  /** null: it stays, for the next one. */
  readonly onClose: (() => void) | null;
}

/** One more question, finding or piece of evidence. A run is named as the run list shows it. */
export function BoardForm({ incident, kind, under, onClose }: BoardFormProps) {
  const busy = useIncidents((state) => state.busy);
  const [text, setText] = useState('');
  const [run, setRun] = useState('');
  return (
    <form
      className={styles.form}
      aria-label={labels[kind]}
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident, { do: 'add to board', kind, under, text, run: run.trim() === '' ? null : run.trim() }).then((done) => {
          if (!done) return;
          setText('');
          setRun('');
          onClose?.();
        });
      }}
    >
      <TextField label={labels[kind]} value={text} onChange={setText} autoFocus={under !== null} className={styles.wide ?? ''} />
      {kind === 'evidence' && <TextField label="Run" mono value={run} onChange={setRun} placeholder="RF-260317-0915" hint="Optional: its id, as the run page shows it" />}
      <div className={styles.actions}>
        <Button type="submit" look={under === null ? 'plain' : 'primary'} disabled={busy || text.trim() === ''}>
          Put it on the board
        </Button>
        {onClose !== null && (
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
