import type { AppInfo } from '#shared/ipc/answers.ts';
import { useApp } from '../state/app-state.ts';

export function useMac(): boolean {
  return useApp((state) => isMac(state.info));
}

/** `platform` is Node's word for the system, and may name the processor after it. */
export function isMac(info: AppInfo | null): boolean {
  return info?.platform.startsWith('darwin') ?? false;
}
