import { create } from 'zustand';
import type { IncidentStep } from '#shared/ipc/requests/incidents.ts';
import type { Request } from '#shared/ipc/contract.ts';
import { call } from '../bridge.ts';
import { loadAnnotations, useAnnotations } from './annotations-state.ts';
import { reportProblem } from './app-state.ts';
import { refreshCaseInfo } from './case-state.ts';
import { goTo } from './view-state.ts';

/** Runs that an incident is to be made with, or that are to join one. */
export interface RunsForIncident {
  readonly runs: Request<'incidents.create'>['runs'];
  readonly origin: Request<'incidents.create'>['origin'];
  /** Which runs these are: `312 runs that match the search`. */
  readonly words: string;
}

interface IncidentsState {
  /** Grows with every act of ours on an incident: part of the key of whatever shows one. */
  readonly revision: number;
  readonly busy: boolean;
  /** The runs of the incident that is being made; null: none is. */
  readonly making: RunsForIncident | null;
}

export const useIncidents = create<IncidentsState>(() => ({ revision: 0, busy: false, making: null }));

export function showNewIncident(making: RunsForIncident | null): void {
  useIncidents.setState({ making });
}

/** What undo would take back, and the entry the status bar names, are others now. */
function journalGrew(): void {
  void loadAnnotations();
  void refreshCaseInfo();
}

/** True when it is in the journal. */
export async function doStep(incident: string, step: IncidentStep): Promise<boolean> {
  useIncidents.setState({ busy: true });
  const answer = await call('incidents.do', { incident, step });
  if (!answer.ok) reportProblem(answer.problem);
  useIncidents.setState(({ revision }) => ({ busy: false, revision: revision + 1 }));
  journalGrew();
  return answer.ok;
}

/** Adds them, and says so where the person is. */
export async function addToIncident({ id, title }: { readonly id: string; readonly title: string }, { runs, origin }: RunsForIncident): Promise<void> {
  if (await doStep(id, { do: 'add runs', runs, origin })) useAnnotations.setState({ said: `Added to ${id} ${title}` });
}

/** Makes it and opens it. */
export async function createIncident(request: Request<'incidents.create'>): Promise<boolean> {
  useIncidents.setState({ busy: true });
  const answer = await call('incidents.create', request);
  useIncidents.setState(({ revision, making }) => ({ busy: false, making: answer.ok ? null : making, revision: revision + 1 }));
  journalGrew();
  if (answer.ok) goTo({ view: 'incidents', run: null, about: answer.value.incident });
  else reportProblem(answer.problem);
  return answer.ok;
}
