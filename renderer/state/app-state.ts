import { create } from 'zustand';
import type { AppInfo } from '#shared/ipc/answers.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';

export type Theme = AppInfo['theme'];
export type Zone = 'utc' | 'local';

interface AppState {
  readonly info: AppInfo | null;
  readonly theme: Theme;
  readonly zone: Zone;
  readonly singleLetterKeys: boolean;
  readonly overlay: 'palette' | 'shortcuts' | null;
  /** Failures of things the person asked for that have no place of their own on screen. */
  readonly problems: readonly Problem[];
}

export const useApp = create<AppState>(() => ({
  info: null,
  theme: 'system',
  zone: 'utc',
  singleLetterKeys: true,
  overlay: null,
  problems: [],
}));

export async function loadAppInfo(): Promise<void> {
  const answer = await call('app.info', {});
  if (answer.ok) useApp.setState({ info: answer.value, theme: answer.value.theme });
  else reportProblem(answer.problem);
}

export function setTheme(theme: Theme): void {
  useApp.setState({ theme });
  void call('app.setTheme', { theme }).then((answer) => {
    if (!answer.ok) reportProblem(answer.problem);
  });
}

export function toggleZone(): void {
  useApp.setState(({ zone }) => ({ zone: zone === 'utc' ? 'local' : 'utc' }));
}

export function setSingleLetterKeys(singleLetterKeys: boolean): void {
  useApp.setState({ singleLetterKeys });
}

export function showOverlay(overlay: AppState['overlay']): void {
  useApp.setState({ overlay });
}

export function reportProblem(problem: Problem): void {
  useApp.setState(({ problems }) => ({ problems: [...problems.filter((shown) => shown.message !== problem.message), problem] }));
}

export function dismissProblem(problem: Problem): void {
  useApp.setState(({ problems }) => ({ problems: problems.filter((shown) => shown !== problem) }));
}

export async function copyText(text: string): Promise<boolean> {
  const answer = await call('app.copyText', { text });
  if (!answer.ok) reportProblem(answer.problem);
  return answer.ok;
}
