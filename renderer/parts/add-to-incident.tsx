import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { useCase } from '../state/case-state.ts';
import { addToIncident, showNewIncident, useIncidents, type RunsForIncident } from '../state/incidents-state.ts';
import { useAnswer } from '../state/use-answer.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Menu } from './menu.tsx';

export interface AddToIncidentProps extends RunsForIncident {
  /** Says in the button whose runs these are, where that is not plain: `Add its runs to an incident`. */
  readonly title?: string;
  readonly look?: ButtonProps['look'];
  readonly small?: boolean;
  readonly disabled?: boolean;
}

/** Puts runs into an incident that is there, or begins one with them: in the list of runs, a run page, a finding, a blast radius. */
export function AddToIncident({ title = 'Add to incident', look = 'plain', small = true, disabled = false, ...chosen }: AddToIncidentProps) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const [opened, setOpened] = useState(false);
  const { value } = useAnswer('incidents.list', opened ? {} : null, revision + acts);
  const incidents = value?.incidents ?? [];
  return (
    <Menu
      label="Add to incident"
      align="end"
      onOpen={() => setOpened(true)}
      trigger={
        <Button small={small} look={look} icon={Crosshair} disabled={disabled}>
          {title}
        </Button>
      }
      items={[
        { id: 'new', title: 'New incident with these runs…', onChoose: () => showNewIncident(chosen) },
        ...(incidents.length === 0 ? [] : [null]),
        ...incidents.map((incident) => ({ id: incident.id, title: `${incident.id} ${incident.title}`, onChoose: () => void addToIncident(incident, chosen) })),
      ]}
    />
  );
}
