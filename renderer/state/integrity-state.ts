import { create } from 'zustand';
import type { Request } from '#shared/ipc/contract.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';

/** What a person brings to a check from outside the evidence, as they write it. */
export interface SettleInputs {
  readonly count: string;
  readonly head: string;
  /** A public key as text: PEM, JWK, hex or base64. */
  readonly keyText: string;
  readonly keyFile: { readonly name: string; readonly base64: string } | null;
  /** Empty: found out. */
  readonly profile: string;
}

export const noInputs: SettleInputs = { count: '', head: '', keyText: '', keyFile: null, profile: '' };

interface IntegrityState {
  /** The chosen source; `journal` is the case's own; null: the first. */
  readonly chosen: string | null;
  /** By source. Kept for this session only: a MAC's secret does not belong on disk. */
  readonly inputs: Readonly<Record<string, SettleInputs>>;
  /** Why the last check could not start; `sourceKey` null: all sources were asked for. */
  readonly refused: { readonly sourceKey: number | null; readonly problem: Problem } | null;
}

export const useIntegrity = create<IntegrityState>(() => ({ chosen: null, inputs: {}, refused: null }));

export function chooseSource(chosen: string): void {
  useIntegrity.setState({ chosen });
}

export function writeInputs(source: string, change: Partial<SettleInputs>): void {
  useIntegrity.setState(({ inputs }) => ({ inputs: { ...inputs, [source]: { ...(inputs[source] ?? noInputs), ...change } } }));
}

/** Another case: keys and anchors of the last one are not its own. */
export function forgetInputs(): void {
  useIntegrity.setState({ chosen: null, inputs: {}, refused: null });
}

/** Starts the check; progress and end come as those of every job. */
export async function startCheck(request: Request<'integrity.check'>): Promise<void> {
  useIntegrity.setState({ refused: null });
  const answer = await call('integrity.check', request);
  if (!answer.ok) useIntegrity.setState({ refused: { sourceKey: request.sourceKey, problem: answer.problem } });
}
