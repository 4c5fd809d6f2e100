import { create } from 'zustand';
import type { SavedSearch } from '#shared/model/annotation.ts';
import { call } from '../bridge.ts';
import { annotationsChanged } from './annotations-state.ts';
import { reportProblem } from './app-state.ts';

interface SavedSearches {
  readonly searches: readonly SavedSearch[];
  /** Typed in this case on this computer, latest first. */
  readonly recent: readonly string[];
}

export const useSavedSearches = create<SavedSearches>(() => ({ searches: [], recent: [] }));

export async function loadRecentSearches(): Promise<void> {
  const [recent, searches] = [await call('searches.recent', {}), await call('searches.list', {})];
  useSavedSearches.setState({ recent: recent.ok ? recent.value : [], searches: searches.ok ? searches.value : [] });
}

export async function noteSearch(where: string): Promise<void> {
  if (where !== '') await call('searches.note', { where });
}

export async function saveSearch(name: string, where: string, pinned: boolean): Promise<boolean> {
  const answer = await call('searches.save', { name, where, pinned });
  if (answer.ok) {
    annotationsChanged(`Search saved as “${name}”`);
    void loadRecentSearches();
  } else reportProblem(answer.problem);
  return answer.ok;
}

export async function forgetSearch(name: string): Promise<void> {
  const answer = await call('searches.forget', { name });
  if (answer.ok) {
    annotationsChanged(`Saved search “${name}” removed`);
    void loadRecentSearches();
  } else reportProblem(answer.problem);
}
