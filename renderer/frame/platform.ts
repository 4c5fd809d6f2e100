import { useApp } from '../state/app-state.ts';

export function useMac(): boolean {
  return useApp((state) => state.info?.platform === 'darwin');
}
