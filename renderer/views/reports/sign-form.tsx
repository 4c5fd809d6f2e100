import { useState } from 'react';
import type { BuiltReport } from '#shared/model/report.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { sign } from './report-acts.ts';
import styles from './reports.module.css';

/** A person's name under exactly this content. It proves nothing about who typed it; the line on paper is for a pen. */
export function SignForm({ incident, report, onClose }: { readonly incident: string; readonly report: BuiltReport; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [reviewed, setReviewed] = useState('');
  const isWhole = name.trim() !== '' && role.trim() !== '' && reviewed.trim() !== '';
  return (
    <form
      className={styles.dialog}
      aria-label="Sign the report"
      onSubmit={(event) => {
        event.preventDefault();
        void sign({ incident, template: report.template.id, phase: report.phase, pseudonymous: report.pseudonymous, content: report.contentSha256, name: name.trim(), role: role.trim(), reviewed: reviewed.trim() }).then((done) => done && onClose());
      }}
    >
      <p className={styles.quiet}>The sign-off is given for exactly what the report states now. Once a field, a figure or a fact changes, it is a draft again. The journal notes the account it was typed under, which is no proof of who typed it.</p>
      {report.before.length > 0 && (
        <ul>
          {report.before.map((line) => (
            <li key={line}>
              <VisibleText text={line} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.fields}>
        <TextField label="Name" value={name} onChange={setName} autoFocus />
        <TextField label="Role" value={role} onChange={setRole} />
        <TextField label="What you reviewed" value={reviewed} onChange={setReviewed} />
      </div>
      <div className={styles.formRow}>
        <Button type="submit" look="primary" disabled={!isWhole || report.before.length > 0}>
          Sign
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
