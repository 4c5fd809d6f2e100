import { useState } from 'react';
import { measureKinds, measureStates, type IncidentFacts, type Measure } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { Instant } from '../../parts/instant.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import styles from './incidents.module.css';

/** What was done to stop it, and what keeps it from happening again; each with an owner and a date. */
export function MeasuresTab({ facts: { incident } }: { readonly facts: IncidentFacts }) {
  const [kind, setKind] = useState<Measure['kind']>('containment');
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [when, setWhen] = useState(noInstant);
  const change = (measure: Measure, state: Measure['state']): void =>
    void doStep(incident.id, { do: 'change measure', measure: measure.seq, state, owner: measure.owner, when: measure.when === null ? null : { text: measure.when.text, zone: measure.when.zone, which: null }, note: measure.note });
  return (
    <div className={styles.scroll}>
      <form
        className={styles.form}
        aria-label="New measure"
        onSubmit={(event) => {
          event.preventDefault();
          void doStep(incident.id, { do: 'add measure', kind, text, owner, when: when.text.trim() === '' ? null : when, state: 'planned' }).then((done) => {
            if (!done) return;
            setText('');
            setWhen(noInstant);
          });
        }}
      >
        <div>
          <p className={styles.label}>Kind</p>
          <Select label="Kind of measure" value={kind} onChange={(next) => setKind(measureKinds.find((one) => one === next) ?? kind)} groups={[{ title: null, options: measureKinds.map((value) => ({ value, title: value })) }]} />
        </div>
        <TextField label="What" value={text} onChange={setText} />
        <TextField label="Owner" value={owner} onChange={setOwner} />
        <InstantField label="When (optional)" zone={incident.zone} value={when} onChange={setWhen} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" disabled={text.trim() === ''}>
            Add the measure
          </Button>
        </div>
      </form>
      {incident.measures.length === 0 ? (
        <p className={styles.note}>No measure is entered.</p>
      ) : (
        <PlainTable
          label="Measures"
          rows={incident.measures}
          rowKey={({ seq }) => String(seq)}
          columns={[
            { id: 'kind', title: 'Kind', width: '120px', cell: ({ kind: of }) => of },
            { id: 'text', title: 'What', cell: ({ text: what }) => <VisibleText text={what} /> },
            { id: 'owner', title: 'Owner', width: '140px', cell: ({ owner: by }) => (by === '' ? <span className={styles.quiet}>not named</span> : <VisibleText text={by} />) },
            { id: 'when', title: 'When', width: '180px', cell: ({ when: at }) => <Instant at={at?.ns ?? null} show="minute" absent="no date" /> },
            { id: 'seq', title: 'Journal', width: '80px', cell: ({ seq }) => <span className="mono">{seq}</span> },
            { id: 'state', title: 'State', width: '150px', cell: (measure) => <Select quiet label={`State of measure ${measure.seq}`} value={measure.state} onChange={(next) => change(measure, measureStates.find((one) => one === next) ?? measure.state)} groups={[{ title: null, options: measureStates.map((value) => ({ value, title: value })) }]} /> },
          ]}
        />
      )}
    </div>
  );
}
