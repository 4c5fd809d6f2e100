import { type FormEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { TextField } from '../parts/text-field.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { showDialog } from '../state/annotations-state.ts';
import { saveSearch } from '../state/saved-searches.ts';
import styles from './annotate-dialog.module.css';

export function SaveSearchForm({ where }: { readonly where: string }) {
  const [name, setName] = useState('');
  const [pinned, setPinned] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() !== '' && (await saveSearch(name.trim(), where, pinned))) showDialog(null);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <p className="mono">
        <VisibleText text={where} />
      </p>
      <TextField label="Name" value={name} onChange={setName} maxLength={100} autoFocus hint="The same name again replaces it. Saved in the case's journal, so it travels with the case." />
      <label className={styles.check}>
        <Checkbox label="Pin it" checked={pinned} onChange={setPinned} /> pin: stands first in the list
      </label>
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabled={name.trim() === ''}>
          Save
        </Button>
      </div>
    </form>
  );
}
