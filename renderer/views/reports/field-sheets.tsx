import { useState } from 'react';
import type { FilledField, FilledSheet } from '#shared/model/report.ts';
import { Button } from '../../parts/button.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText } from '../../parts/count-text.ts';
import { CopyButton } from '../../parts/hash.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { WordsView } from './report-page.tsx';
import { setField } from './report-acts.ts';
import styles from './reports.module.css';

/** The forms beside the page: state per field, copy field by field, and a person's own word on each. */
export function FieldSheets({ incident, sheets }: { readonly incident: string; readonly sheets: readonly FilledSheet[] }) {
  if (sheets.length === 0) return <p className={classNames(styles.before, styles.quiet)}>No regime with a field sheet is chosen for this incident. Choose one under Incidents, or take a template that brings its own.</p>;
  return sheets.map((sheet) => <Sheet key={sheet.sheet} incident={incident} sheet={sheet} />);
}

function Sheet({ incident, sheet }: { readonly incident: string; readonly sheet: FilledSheet }) {
  const count = (status: string): number => sheet.fields.filter((field) => field.status === status).length;
  return (
    <section aria-label={sheet.title}>
      <div className={styles.sheetHead}>
        <h2 className={styles.sheetTitle}>
          {sheet.title}: {sheet.phase}
        </h2>
        <p className={styles.quiet}>{`${count('complete')} complete · ${count('unknown yet')} unknown yet · ${count('not applicable')} not applicable · ${count('later phase')} later phase, of ${sheet.fields.length}`}</p>
        <p className={styles.quiet}>{`${sheet.status} · sheet ${sheet.version}, read on ${sheet.readOn}, mark ${sheet.mark}`}</p>
      </div>
      {sheet.fields.map((field) => (
        <Field key={field.id} incident={incident} sheet={sheet.sheet} field={field} />
      ))}
      {sheet.note !== '' && <p className={classNames(styles.field, styles.quiet)}>{sheet.note}</p>}
    </section>
  );
}

function Field({ incident, sheet, field }: { readonly incident: string; readonly sheet: string; readonly field: FilledField }) {
  const [editing, setEditing] = useState(false);
  const { id, name, status, value, because, mandatory, fill, note, entered } = field;
  const look = status === 'complete' ? styles.complete : status === 'unknown yet' ? styles.unknown : styles.other;
  return (
    <div className={styles.field}>
      <div className={styles.fieldHead}>
        <span className={styles.fieldName}>
          <span className="mono">{id}</span> <VisibleText text={name} />
        </span>
        <span className={classNames(styles.state, look)}>{status}</span>
      </div>
      {value !== null && (
        <p className={styles.value}>
          <VisibleText text={value} lines />
        </p>
      )}
      <p className={styles.quiet}>
        <WordsView words={because} />
      </p>
      {note !== '' && <p className={styles.quiet}>{note}</p>}
      <div className={styles.fieldActions}>
        {value !== null && <CopyButton text={value} label={`Copy field ${id}`} />}
        <span className={styles.quiet}>{`${value === null ? '' : `${countedText([...value].length, 'character')} · `}${mandatory} · fill ${fill}`}</span>
        {!editing && (
          <Button small look="link" aria-label={`Enter field ${id}`} onClick={() => setEditing(true)}>
            {fill !== 'A' && value !== null && entered === null ? 'Confirm or edit…' : 'Enter…'}
          </Button>
        )}
      </div>
      {editing && <FieldForm incident={incident} sheet={sheet} field={field} onClose={() => setEditing(false)} />}
    </div>
  );
}

function FieldForm({ incident, sheet, field, onClose }: { readonly incident: string; readonly sheet: string; readonly field: FilledField; readonly onClose: () => void }) {
  const [value, setValue] = useState(field.value ?? '');
  const [reason, setReason] = useState('');
  const enter = async (status: Parameters<typeof setField>[0]['status']): Promise<void> => {
    const given = value.trim() === '' ? null : value;
    if (await setField({ incident, sheet, field: field.id, status, value: status === 'complete' ? given : status === 'unknown yet' ? given : null, reason: reason.trim() })) onClose();
  };
  return (
    <div className={styles.form}>
      <textarea className={styles.area} aria-label={`Value of field ${field.id}`} value={value} onChange={(event) => setValue(event.target.value)} />
      {field.choices.length > 0 && <p className={styles.quiet}>{`Choices of the form: ${field.choices.join(' · ')}`}</p>}
      <TextField label="Reason, or what it rests on" value={reason} onChange={setReason} hint="Needed for “not applicable”." />
      <div className={styles.formRow}>
        <Button small look="primary" disabled={value.trim() === ''} onClick={() => void enter('complete')}>
          Complete
        </Button>
        <Button small onClick={() => void enter('unknown yet')}>
          Unknown yet
        </Button>
        <Button small disabled={reason.trim() === ''} onClick={() => void enter('not applicable')}>
          Not applicable
        </Button>
        {field.entered !== null && (
          <Button small onClick={() => void enter('as proposed')}>
            As the evidence proposes
          </Button>
        )}
        <Button small look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
