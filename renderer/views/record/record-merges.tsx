import { type FormEvent, useState } from 'react';
import type { SubjectRecord } from '#shared/model/subject-record.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { subjectTyped } from './record-rows.ts';
import styles from './record-view.module.css';

/** Other ids of the same subject, as an analyst said with a reason; each can be taken back. */
export function RecordMerges({ record, onChange }: { readonly record: SubjectRecord; readonly onChange: () => void }) {
  const [alias, setAlias] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const settled = (result: { readonly ok: boolean; readonly problem?: { readonly message: string } }): void => {
    setFailure(result.ok ? null : (result.problem?.message ?? ''));
    if (result.ok) onChange();
  };
  const merge = (event: FormEvent): void => {
    event.preventDefault();
    const named = subjectTyped(alias);
    if (named !== null && reason.trim() !== '') void call('record.merge', { subject: record.about, alias: named, reason: reason.trim() }).then(settled);
  };
  return (
    <section aria-label="Ids of the same subject">
      <SectionHeader title="Ids of the same subject" detail="an analyst's word, in the journal; figures that count people follow it" />
      <ul className={styles.list}>
        {record.merges.map(({ seq, at, by, subject, alias: other, reason: why }) => (
          <li key={seq}>
            <VisibleText text={`${other} is ${subject}: ${why}`} /> <span className={styles.absent}>entered by {by}, </span>
            <Instant at={at} show="both" />{' '}
            <Button small look="quiet" onClick={() => void call('record.unmerge', { seq }).then(settled)}>
              Take back
            </Button>
          </li>
        ))}
        {record.merges.length === 0 && <li className={styles.absent}>no other id is taken for this one</li>}
      </ul>
      <form className={styles.merge} onSubmit={merge}>
        <TextField label="Other id of the same subject" value={alias} onChange={setAlias} mono placeholder="customer:…" />
        <TextField label="Reason" value={reason} onChange={setReason} />
        <Button type="submit" disabled={alias.trim() === '' || reason.trim() === ''}>
          Take for one
        </Button>
      </form>
      {failure !== null && (
        <p role="alert" className={styles.broken}>
          <VisibleText text={failure} />
        </p>
      )}
    </section>
  );
}
