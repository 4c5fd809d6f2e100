import { create } from 'zustand';
import type { SavedSearch } from '#shared/model/annotation.ts';
import { call } from '../bridge.ts';
import { annotationsChanged } from './annotations-state.ts';
import { reportProblem } from './app-state.ts';

export const useSavedSearches = create<{ readonly searches: readonly SavedSearch[] }>(() => ({ searches: [] }));

export async function loadSavedSearches(): Promise<void> {
  const answer = await call('searches.list', {});
  if (answer.ok) useSavedSearches.setState({ searches: answer.value });
  else if (answer.problem.code === 'no-case') useSavedSearches.setState({ searches: [] });
  else reportProblem(answer.problem);
}

export async function saveSearch(name: string, where: string, pinned: boolean): Promise<boolean> {
  const answer = await call('searches.save', { name, where, pinned });
  if (answer.ok) annotationsChanged(`Search saved as “${name}”`);
  else reportProblem(answer.problem);
  return answer.ok;
}

export async function forgetSearch(name: string): Promise<void> {
  const answer = await call('searches.forget', { name });
  if (answer.ok) annotationsChanged(`Saved search “${name}” removed`);
  else reportProblem(answer.problem);
}
