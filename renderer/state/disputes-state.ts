import { create } from 'zustand';
import type { Request } from '#shared/ipc/contract.ts';
import { call } from '../bridge.ts';
import { loadAnnotations } from './annotations-state.ts';
import { reportProblem } from './app-state.ts';

type DisputeAct = 'disputes.file' | 'disputes.decide' | 'disputes.escalate' | 'disputes.note' | 'disputes.undo';

interface DisputesState {
  /** Grows with every act of ours on a dispute: part of the key of whatever shows them. */
  readonly revision: number;
  readonly busy: boolean;
}

export const useDisputes = create<DisputesState>(() => ({ revision: 0, busy: false }));

/** True when it is in the journal. */
export async function actOnDispute<C extends DisputeAct>(channel: C, request: Request<C>): Promise<boolean> {
  useDisputes.setState({ busy: true });
  const answer = await call(channel, request);
  if (!answer.ok) reportProblem(answer.problem);
  useDisputes.setState(({ revision }) => ({ busy: false, revision: revision + 1 }));
  void loadAnnotations();
  return answer.ok;
}
