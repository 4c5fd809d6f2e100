import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import type { Request } from '#shared/ipc/contract.ts';
import { useCase } from '../state/case-state.ts';
import { doStep, useIncidents } from '../state/incidents-state.ts';
import { useAnswer } from '../state/use-answer.ts';
import { goTo } from '../state/view-state.ts';
import styles from './add-to-incident.module.css';
import { Button } from './button.tsx';
import { Menu } from './menu.tsx';
import { NewIncident } from './new-incident.tsx';

export interface AddToIncidentProps {
  readonly runs: Request<'incidents.create'>['runs'];
  readonly origin: Request<'incidents.create'>['origin'];
  /** Which runs these are: `312 runs that match the search`. */
  readonly words: string;
  readonly disabled?: boolean;
}

/** Puts runs into an incident that is there, or begins one with them. For the list of runs, a run page, a finding, a blast radius. */
export function AddToIncident({ runs, origin, words, disabled = false }: AddToIncidentProps) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const [making, setMaking] = useState(false);
  const { value } = useAnswer('incidents.list', {}, revision + acts);
  const add = (incident: string): void => void doStep(incident, { do: 'add runs', runs, origin }).then((done) => (done ? goTo({ view: 'incidents', about: incident }) : undefined));
  return (
    <>
      <Menu
        label="Add to incident"
        align="end"
        trigger={
          <Button small icon={Crosshair} disabled={disabled}>
            Add to incident
          </Button>
        }
        items={[
          { id: 'new', title: 'New incident with these runs…', onChoose: () => setMaking(true) },
          ...((value?.incidents ?? []).length === 0 ? [] : [null]),
          ...(value?.incidents ?? []).map(({ id, title }) => ({ id, title: `${id} ${title}`, onChoose: () => add(id) })),
        ]}
      />
      <Dialog.Root open={making} onOpenChange={setMaking}>
        <Dialog.Portal>
          <Dialog.Backdrop className={styles.backdrop} />
          <Dialog.Popup className={styles.popup}>
            <Dialog.Title className={styles.title}>New incident</Dialog.Title>
            <NewIncident runs={runs} origin={origin} words={words} onClose={() => setMaking(false)} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}
