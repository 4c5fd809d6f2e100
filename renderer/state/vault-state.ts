import { create } from 'zustand';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';

interface VaultState {
  readonly hashing: boolean;
  readonly problem: Problem | null;
  /** Grows with every check, so that whoever lists the vault asks again. */
  readonly checks: number;
}

export const useVault = create<VaultState>(() => ({ hashing: false, problem: null, checks: 0 }));

/** Hashes every original again and compares with its hash at import. */
export async function rehashVault(): Promise<void> {
  if (useVault.getState().hashing) return;
  useVault.setState({ hashing: true, problem: null });
  const answer = await call('evidence.rehash', {});
  useVault.setState(({ checks }) => ({ hashing: false, problem: answer.ok ? null : answer.problem, checks: checks + 1 }));
}
