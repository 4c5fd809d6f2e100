import { useState } from 'react';
import type { IncidentStep } from '#shared/ipc/requests/incidents.ts';
import { submissionKinds, type ClockReading, type SubmissionKind } from '#shared/model/clock.ts';
import type { Incident } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import styles from './incidents.module.css';

export type ClockFormKind = 'submission' | 'target' | 'applies' | 'not applicable' | 'withdrawn';

const titles: Readonly<Record<ClockFormKind, string>> = { submission: 'Record a submission', target: 'Own target', applies: 'It applies', 'not applicable': 'Not applicable', withdrawn: 'Withdrawn' };

/** What a person says of one clock. A submission is a fact: it cannot be taken back. */
export function ClockForm({ kind, clock, incident, onClose }: { readonly kind: ClockFormKind; readonly clock: ClockReading; readonly incident: Incident; readonly onClose: () => void }) {
  const busy = useIncidents((state) => state.busy);
  const [at, setAt] = useState(noInstant);
  const [submission, setSubmission] = useState<SubmissionKind>('notification');
  const [who, setWho] = useState('');
  const [channel, setChannel] = useState('');
  const [reference, setReference] = useState('');
  const [delay, setDelay] = useState(clock.state.name === 'late' ? clock.state.reasons : '');
  const [reason, setReason] = useState('');
  const needsTime = kind === 'submission' || kind === 'target';
  const ready = (!needsTime || at.text.trim() !== '') && (kind === 'submission' ? who.trim() !== '' : kind === 'target' || reason.trim() !== '');
  const step = (): IncidentStep => {
    if (kind === 'submission') return { do: 'record submission', clock: clock.id, kind: submission, at, channel, reference, sentBy: who, reasonsForDelay: delay, note: reason, report: null };
    if (kind === 'target') return { do: 'set target', clock: clock.id, at, reason };
    return { do: 'judge clock', clock: clock.id, judgement: kind, reason };
  };
  return (
    <form
      className={styles.form}
      aria-label={`${titles[kind]}: ${clock.article}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void doStep(incident.id, step()).then((done) => (done ? onClose() : undefined));
      }}
    >
      <p className={styles.wide}>
        <b>{titles[kind]}</b> · {clock.article}, {clock.title}
        {kind === 'submission' && <span className={styles.quiet}> Nothing is sent from here: record what was handed in. It cannot be taken back.</span>}
      </p>
      {needsTime && <InstantField label={kind === 'submission' ? 'Handed in at' : 'Target'} zone={incident.zone} value={at} onChange={setAt} />}
      {kind === 'submission' && (
        <>
          <div>
            <p className={styles.label}>Kind</p>
            <Select label="Kind of submission" value={submission} onChange={(next) => setSubmission(submissionKinds.find((one) => one === next) ?? submission)} groups={[{ title: null, options: submissionKinds.map((value) => ({ value, title: value })) }]} />
          </div>
          <TextField label="Handed in by" value={who} onChange={setWho} />
          <TextField label="Channel" value={channel} onChange={setChannel} hint="Portal, mail, telephone" />
          <TextField label="The authority’s reference" value={reference} onChange={setReference} />
          <TextField label="Reasons for the delay, if any" value={delay} onChange={setDelay} />
        </>
      )}
      <TextField label={kind === 'submission' ? 'Note' : 'Why'} value={reason} onChange={setReason} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={busy || !ready}>
          Write it to the journal
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
