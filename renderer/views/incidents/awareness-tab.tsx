import { useState } from 'react';
import { awarenessKinds, type AwarenessEntry, type AwarenessKind } from '#shared/model/clock.ts';
import type { IncidentFacts } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { Instant } from '../../parts/instant.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { spanText } from '../../parts/time-left.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import styles from './incidents.module.css';

/** Who knew what when, and why they say so. Append-only: a correction stands beside what it corrects. */
export function AwarenessTab({ facts }: { readonly facts: IncidentFacts }) {
  const { incident, suspicionToCertainty, earlierEvidence } = facts;
  const [correcting, setCorrecting] = useState<AwarenessEntry | null>(null);
  return (
    <div className={styles.scroll}>
      <AwarenessForm key={correcting?.seq ?? 'new'} facts={facts} correcting={correcting} onDone={() => setCorrecting(null)} />
      {earlierEvidence.map(({ entry, runs, of, firstAt, firstRun }) => (
        <p key={entry} role="note" className={styles.warning}>
          Evidence in this case is earlier than the first awareness claimed (journal {entry}): {countText(runs)} of {countText(of)} runs, the first <VisibleText text={firstRun} /> at <Instant at={firstAt} show="both" />. It proves nobody aware; it will be asked about.
        </p>
      ))}
      <p className={styles.note}>{suspicionToCertainty === null ? 'From suspicion to certainty: one of the two is not logged.' : BigInt(suspicionToCertainty) < 0n ? 'Certainty is logged before suspicion.' : `From suspicion to certainty: ${spanText(suspicionToCertainty)}.`}</p>
      {incident.awareness.length > 0 && (
        <PlainTable
          label="Awareness log"
          rows={incident.awareness}
          rowKey={({ seq }) => String(seq)}
          columns={[
            { id: 'seq', title: 'Journal', width: '80px', cell: ({ seq }) => <span className="mono">{seq}</span> },
            { id: 'at', title: 'Instant', width: '220px', cell: (entry) => <span className={entry.supersededBy === null ? '' : styles.superseded}><Instant at={entry.at.ns} show="both" /></span> },
            { id: 'kind', title: 'Kind', width: '170px', cell: (entry) => <span className={entry.supersededBy === null ? '' : styles.superseded}>{entry.kind}</span> },
            { id: 'who', title: 'Who', width: '150px', cell: ({ who }) => <VisibleText text={who} /> },
            { id: 'reason', title: 'Reason', cell: ({ reason, source }) => <><VisibleText text={reason} />{source !== null && <span className={styles.quiet}> ({source.kind}: <VisibleText text={source.ref} />)</span>}</> },
            { id: 'by', title: 'Logged by', width: '100px', cell: ({ loggedBy }) => <VisibleText text={loggedBy} /> },
            {
              id: 'state', title: 'Standing', width: '150px',
              cell: (entry) => entry.supersededBy !== null ? `superseded by ${entry.supersededBy}` : <Button small look="quiet" aria-label={`Correct entry ${entry.seq}`} onClick={() => setCorrecting(entry)}>Correct…</Button>,
            },
          ]}
        />
      )}
    </div>
  );
}

function AwarenessForm({ facts: { incident }, correcting, onDone }: { readonly facts: IncidentFacts; readonly correcting: AwarenessEntry | null; readonly onDone: () => void }) {
  const busy = useIncidents((state) => state.busy);
  const [kind, setKind] = useState<AwarenessKind>(correcting?.kind ?? 'suspicion');
  const [at, setAt] = useState(noInstant);
  const [who, setWho] = useState(correcting?.who ?? '');
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const clear = (): void => {
    setAt(noInstant);
    setReason('');
    setDocument('');
    onDone();
  };
  return (
    <form
      className={styles.form}
      aria-label={correcting === null ? 'New awareness entry' : `Correction of entry ${correcting.seq}`}
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident.id, { do: 'log awareness', kind, at, who, reason, source: document.trim() === '' ? null : { kind: 'document', ref: document }, supersedes: correcting?.seq ?? null }).then((done) => (done ? clear() : undefined));
      }}
    >
      {correcting !== null && <p className={styles.wide}>Corrects entry {correcting.seq}, which stays in the log. Clocks are counted again; the earlier due instant stays visible.</p>}
      <div>
        <p className={styles.label}>Kind</p>
        <Select label="Kind" value={kind} onChange={(next) => setKind(awarenessKinds.find((one) => one === next) ?? kind)} groups={[{ title: null, options: awarenessKinds.map((value) => ({ value, title: value })) }]} />
      </div>
      <InstantField label="Instant" zone={incident.zone} value={at} onChange={setAt} />
      <TextField label="Who" value={who} onChange={setWho} hint="Who became aware, found or decided" />
      <TextField label="Reason" value={reason} onChange={setReason} hint={correcting === null ? 'What it rests on, in words' : 'Why the earlier entry was wrong'} />
      <TextField label="Document (optional)" value={document} onChange={setDocument} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={busy || at.text.trim() === '' || who.trim() === '' || reason.trim() === ''}>
          {correcting === null ? 'Log it' : 'Log the correction'}
        </Button>
        {correcting !== null && (
          <Button look="quiet" onClick={onDone}>
            Cancel
          </Button>
        )}
        <span className={styles.quiet}>Append-only: it cannot be taken back, only corrected.</span>
      </div>
    </form>
  );
}
