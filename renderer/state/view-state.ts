import { create } from 'zustand';
import type { RunSort } from '#shared/ipc/contract.ts';

export const viewNames = ['overview', 'runs', 'variants', 'compare', 'pair', 'notes', 'sql', 'timeline', 'versions', 'integrity', 'findings', 'disputes', 'incidents', 'clocks', 'reports', 'evidence', 'blast', 'record'] as const;
export type ViewName = (typeof viewNames)[number];

/** Where the person is. Everything that "back" should bring back is in here. */
export interface Place {
  readonly view: ViewName;
  /** Id of the open run; only the runs view shows it. */
  readonly run: string | null;
  /** The one search text; it drives every view. */
  readonly where: string;
  readonly sort: RunSort;
  /** What the view is about where that is neither a run nor a search: a subject, a cause, an incident. Each view reads its own. */
  readonly about: string | null;
}

interface ViewState {
  readonly place: Place;
  readonly past: readonly Place[];
  readonly future: readonly Place[];
}

const firstPlace: Place = { view: 'overview', run: null, where: '', sort: { key: 'startedAt', descending: false }, about: null };
const longestPast = 100;

export const useView = create<ViewState>(() => ({ place: firstPlace, past: [], future: [] }));

/** Moves, leaving a step that `goBack` returns over. Another view is about nothing until it is told. */
export function goTo(change: Partial<Place>): void {
  useView.setState(({ place, past }) => {
    const next = { ...place, ...(change.view === undefined || change.view === place.view ? {} : { about: null }), ...change };
    if (samePlace(place, next)) return {};
    return { place: next, past: [...past, place].slice(-longestPast), future: [] };
  });
}

/** Changes the place without a step in the history: for typing in the search box, or moving along a list. */
export function adjustPlace(change: Partial<Place>): void {
  useView.setState(({ place }) => ({ place: { ...place, ...change } }));
}

export function goBack(): void {
  useView.setState(({ place, past, future }) => {
    const previous = past.at(-1);
    return previous === undefined ? {} : { place: previous, past: past.slice(0, -1), future: [place, ...future] };
  });
}

export function goForward(): void {
  useView.setState(({ place, past, future }) => {
    const [next, ...rest] = future;
    return next === undefined ? {} : { place: next, past: [...past, place], future: rest };
  });
}

/** Another case: nothing of the last one's place makes sense there. */
export function resetPlace(): void {
  useView.setState({ place: firstPlace, past: [], future: [] });
}

function samePlace(a: Place, b: Place): boolean {
  return a.view === b.view && a.run === b.run && a.where === b.where && a.sort.key === b.sort.key && a.sort.descending === b.sort.descending && a.about === b.about;
}
