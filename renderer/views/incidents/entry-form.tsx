import { useState } from 'react';
import type { CuratedEntry, Incident } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { doStep } from '../../state/incidents-state.ts';
import styles from './incidents.module.css';

/** Wording of a line, and what a person asserts of its time. The recorded time cannot be written over. */
export function EntryForm({ incident, entry, onClose }: { readonly incident: Incident; readonly entry: CuratedEntry; readonly onClose: () => void }) {
  const [title, setTitle] = useState(entry.title);
  const [text, setText] = useState(entry.text);
  const [at, setAt] = useState(noInstant);
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    const worded = title === entry.title && text === entry.text ? true : await doStep(incident.id, { do: 'word line', entry: entry.seq, title, text });
    const timed = at.text.trim() === '' ? true : await doStep(incident.id, { do: 'assert time', entry: entry.seq, at, reason });
    if (worded && timed) onClose();
  };
  return (
    <form
      className={styles.form}
      aria-label="Edit entry"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label="Title" value={title} onChange={setTitle} autoFocus />
      <TextField label="More, in words" value={text} onChange={setText} />
      <InstantField label="Asserted time, if the recorded one is wrong" zone={incident.zone} value={at} onChange={setAt} />
      {at.text.trim() !== '' && <TextField label="Why" value={reason} onChange={setReason} hint="Stands beside the recorded time, in the report too." />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={title.trim() === '' || (at.text.trim() !== '' && reason.trim() === '')}>
          Save
        </Button>
        {entry.kind === 'recorded' && entry.asserted !== null && (
          <Button onClick={() => void doStep(incident.id, { do: 'assert time', entry: entry.seq, at: null, reason: 'given up' }).then(onClose)}>Give the asserted time up</Button>
        )}
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
