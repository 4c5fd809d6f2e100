import { goTo } from './view-state.ts';

/** Two runs by their ids; empty where the person has still to say which. */
export interface PairPlace {
  readonly a: string;
  readonly b: string;
}

/** Sets two runs beside each other; the search stays, so that the way back leads to the same list. */
export function showPair(a: string, b: string): void {
  goTo({ view: 'pair', about: JSON.stringify({ a, b }) });
}

/** What the place is about, as `showPair` wrote it. */
export function pairOf(about: string | null): PairPlace {
  const none = { a: '', b: '' };
  if (about === null) return none;
  try {
    const read: unknown = JSON.parse(about);
    return typeof read === 'object' && read !== null && 'a' in read && 'b' in read ? { a: String(read.a), b: String(read.b) } : none;
  } catch {
    return none;
  }
}
