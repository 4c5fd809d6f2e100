import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { setText } from './report-acts.ts';
import styles from './reports.module.css';

const sections = [
  { value: '4', title: '4 Cause, as you state it' },
  { value: '6', title: '6 Remark on controls' },
  { value: '7', title: '7 Consequences and risk' },
  { value: '11', title: '11 Not examined, assumptions' },
] as const;

/** A person's own text for the sections that only a person can write. Printed as theirs. */
export function TextForm({ incident, onClose }: { readonly incident: string; readonly onClose: () => void }) {
  const [section, setSection] = useState('7');
  const [text, setOwn] = useState('');
  return (
    <form
      className={styles.dialog}
      aria-label="Write a section"
      onSubmit={(event) => {
        event.preventDefault();
        void setText({ incident, section, text }).then((done) => done && onClose());
      }}
    >
      <Select label="Section" groups={[{ title: null, options: sections }]} value={section} onChange={setSection} />
      <textarea className={styles.area} aria-label="Your text" value={text} onChange={(event) => setOwn(event.target.value)} />
      <p className={styles.quiet}>It replaces what stood there; empty takes it out. The journal keeps both.</p>
      <div className={styles.formRow}>
        <Button type="submit" look="primary">
          Put it into the report
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
