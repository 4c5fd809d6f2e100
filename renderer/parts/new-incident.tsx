import { useState } from 'react';
import type { Request } from '#shared/ipc/contract.ts';
import { incidentSeverities, type IncidentSeverity } from '#shared/model/incident.ts';
import { createIncident, useIncidents } from '../state/incidents-state.ts';
import { Button } from './button.tsx';
import styles from './incident-form.module.css';
import { RegimePicker, type PickedRegime } from './regime-picker.tsx';
import { Select } from './select.tsx';
import { TextField } from './text-field.tsx';

export interface NewIncidentProps {
  readonly runs: Request<'incidents.create'>['runs'];
  readonly origin: Request<'incidents.create'>['origin'];
  /** Which runs these are, in words. */
  readonly words: string;
  readonly onClose: () => void;
}

/** What an incident needs to begin: a title, a zone, and the regimes whose clocks are to be watched. */
export function NewIncident({ runs, origin, words, onClose }: NewIncidentProps) {
  const busy = useIncidents((state) => state.busy);
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<IncidentSeverity>('not stated');
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [regimes, setRegimes] = useState<readonly PickedRegime[]>([]);
  return (
    <form
      aria-label="New incident"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') void createIncident({ title, severity, zone, origin, runs, regimes: [...regimes] }).then((made) => (made ? onClose() : undefined));
      }}
    >
      <p className={styles.words}>{words}</p>
      <div className={styles.fields}>
        <TextField label="What went wrong" value={title} onChange={setTitle} autoFocus className={styles.wide} />
        <TextField label="Time zone of the incident" mono value={zone} onChange={setZone} hint="Counts days and months, and names local times" />
        <div>
          <p className={styles.label}>Severity</p>
          <Select label="Severity" value={severity} onChange={(next) => setSeverity(incidentSeverities.find((one) => one === next) ?? 'not stated')} groups={[{ title: null, options: incidentSeverities.map((value) => ({ value, title: value })) }]} />
        </div>
      </div>
      <RegimePicker picked={regimes} onChange={setRegimes} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={busy || title.trim() === '' || zone.trim() === ''}>
          Create the incident
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
