import { create } from 'zustand';
import type { IncidentStep } from '#shared/ipc/requests/incidents.ts';
import type { Request } from '#shared/ipc/contract.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { goTo } from './view-state.ts';

interface IncidentsState {
  /** Grows with every act of ours on an incident: part of the key of whatever shows one. */
  readonly revision: number;
  readonly busy: boolean;
  /** What undo or redo did last, in words. */
  readonly did: string | null;
}

export const useIncidents = create<IncidentsState>(() => ({ revision: 0, busy: false, did: null }));

/** True when it is in the journal. */
export async function doStep(incident: string, step: IncidentStep): Promise<boolean> {
  useIncidents.setState({ busy: true });
  const answer = await call('incidents.do', { incident, step });
  if (!answer.ok) reportProblem(answer.problem);
  useIncidents.setState(({ revision }) => ({ busy: false, did: null, revision: revision + 1 }));
  return answer.ok;
}

/** Makes it and opens it. */
export async function createIncident(request: Request<'incidents.create'>): Promise<boolean> {
  useIncidents.setState({ busy: true });
  const answer = await call('incidents.create', request);
  useIncidents.setState(({ revision }) => ({ busy: false, did: null, revision: revision + 1 }));
  if (answer.ok) goTo({ view: 'incidents', about: answer.value.incident });
  else reportProblem(answer.problem);
  return answer.ok;
}

export async function undoIncidentAct(redo: boolean): Promise<void> {
  const answer = await call('incidents.undo', { redo });
  if (!answer.ok) reportProblem(answer.problem);
  else useIncidents.setState(({ revision }) => ({ revision: revision + 1, did: answer.value.did === null ? `Nothing to ${redo ? 'bring back' : 'take back'}.` : `${redo ? 'Brought back' : 'Taken back'}: ${answer.value.did}` }));
}
