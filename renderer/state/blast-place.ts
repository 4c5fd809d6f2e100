import type { BlastAsk, CausePart } from '#shared/model/blast.ts';
import { goTo } from './view-state.ts';

/** What the blast radius is about, as `Place.about` carries it: a run to start from, and the question once a person changed it. */
export interface BlastPlace {
  readonly run: string | null;
  /** null: as the run, or the search, suggests. The search itself is the one search of the place. */
  readonly ask: Omit<BlastAsk, 'where'> | null;
}

export function writeBlastPlace(place: BlastPlace): string {
  return JSON.stringify(place);
}

/** Our own text, written by this window. */
export function readBlastPlace(about: string | null): BlastPlace {
  if (about === null || !about.startsWith('{')) return { run: null, ask: null };
  const place: BlastPlace = JSON.parse(about);
  return place;
}

/** Of a run: the search is left behind, or the cohort would end at whatever led to the run. Back brings it back. */
export function showBlastOfRun(run: string): void {
  goTo({ view: 'blast', where: '', about: writeBlastPlace({ run, ask: null }) });
}

export function showBlastOfCause(cause: readonly CausePart[]): void {
  goTo({ view: 'blast', where: '', about: writeBlastPlace({ run: null, ask: { cause, environment: 'production', window: null, at: null } }) });
}
