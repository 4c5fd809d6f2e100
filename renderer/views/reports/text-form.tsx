import { useState } from 'react';
import type { BuiltReport } from '#shared/model/report.ts';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { setText } from './report-acts.ts';
import styles from './reports.module.css';

/** A person's own text for the sections that only a person can write. Printed as theirs. */
export function TextForm({ incident, report: { template, texts }, onClose }: { readonly incident: string; readonly report: BuiltReport; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const section = template.texts.find((one) => one.section === chosen) ?? template.texts.find((one) => texts[one.section] === undefined) ?? template.texts[0];
  /** What is being written, by section: looking at another one loses nothing. */
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  if (section === undefined) return null;
  const standing = texts[section.section];
  const text = written[section.section] ?? standing?.text ?? '';
  return (
    <form
      className={styles.dialog}
      aria-label="Write a section"
      onSubmit={(event) => {
        event.preventDefault();
        void setText({ incident, section: section.section, text }).then((done) => done && onClose());
      }}
    >
      <Select label="Section" groups={[{ title: null, options: template.texts.map(({ section: value, title }) => ({ value, title: `${title}${texts[value] === undefined ? '' : ' · written'}` })) }]} value={section.section} onChange={setChosen} />
      {section.hint !== '' && <p className={styles.quiet}>{section.hint}</p>}
      <textarea className={styles.area} aria-label={section.title} value={text} onChange={(event) => setWritten({ ...written, [section.section]: event.target.value })} />
      <p className={styles.quiet}>
        {standing === undefined ? 'Nothing stands there yet.' : <>Written by <VisibleText text={standing.by} />, journal {standing.seq}.</>} What you put replaces it; empty takes it out. The journal keeps both.
      </p>
      <div className={styles.formRow}>
        <Button type="submit" look="primary" disabled={text === (standing?.text ?? '')}>
          Put it into the report
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
