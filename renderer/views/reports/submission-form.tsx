import { useState } from 'react';
import type { BuiltReport } from '#shared/model/report.ts';
import { Button } from '../../parts/button.tsx';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './reports.module.css';

/** That this report was handed in, outside this program: its file, its fields and its figures are frozen with the submission, and the next phase is compared with them. */
export function SubmissionForm({ incident, report, revision, onClose }: { readonly incident: string; readonly report: BuiltReport; readonly revision: number; readonly onClose: () => void }) {
  const facts = useAnswer('incidents.facts', { incident, at: null }, revision);
  const made = useAnswer('report.made', { incident }, revision);
  const [clock, setClock] = useState('');
  const [at, setAt] = useState(noInstant);
  const [channel, setChannel] = useState('');
  const [reference, setReference] = useState('');
  const [sentBy, setSentBy] = useState('');
  const [delay, setDelay] = useState('');
  if (facts.value === null || made.value === null) return null;
  const files = made.value.filter(({ template, phase, content }) => template === report.template.id && phase === report.phase && content === report.contentSha256);
  const [file] = files;
  const clocks = facts.value.clocks.map(({ id, title, article }) => ({ value: id, title: `${article}: ${title}` }));
  const chosen = clock === '' ? (clocks[0]?.value ?? '') : clock;
  const isLate = facts.value.clocks.some(({ id, state }) => id === chosen && state.name === 'late');
  const save = async (): Promise<void> => {
    if (file === undefined) return;
    const frozen = { template: report.template.id, phase: report.phase, fileName: file.file, sha256: file.sha256, snapshot: JSON.stringify(report.snapshot) };
    if (await doStep(incident, { do: 'record submission', clock: chosen, kind: 'notification', at, channel, reference, sentBy, reasonsForDelay: delay, note: '', report: frozen })) onClose();
  };
  return (
    <form
      className={styles.dialog}
      aria-label="Record the submission"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {file === undefined ? (
        <p>Export the report first: a submission names the file that was handed in, and the file must state what the report states now.</p>
      ) : (
        <p className={styles.quiet}>
          <VisibleText text={`File: ${file.file}, SHA-256 ${file.sha256.slice(0, 16)}…, journal ${file.seq}. ${report.snapshot.figures.length} figures and ${report.sheets.reduce((sum, { fields }) => sum + fields.length, 0)} fields are frozen with it. Nothing is sent from here.`} />
        </p>
      )}
      {clocks.length === 0 && <p>No regime is chosen for this incident, so there is no clock a submission could answer.</p>}
      <div className={styles.fields}>
        <Select label="Clock it answers" groups={[{ title: null, options: clocks }]} value={chosen} onChange={setClock} />
        <InstantField label="When it was submitted" zone={facts.value.incident.zone} value={at} onChange={setAt} />
        <TextField label="Channel" value={channel} onChange={setChannel} hint="Portal, mail, telephone." />
        <TextField label="Authority’s reference" value={reference} onChange={setReference} />
        <TextField label="Sent by" value={sentBy} onChange={setSentBy} />
        {isLate && <TextField label="Reasons for the delay" value={delay} onChange={setDelay} hint="The strict deadline has passed." />}
      </div>
      <div className={styles.formRow}>
        <Button type="submit" look="primary" disabled={file === undefined || clocks.length === 0 || at.text.trim() === '' || sentBy.trim() === ''}>
          Record the submission
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
