import type { Mark, ManualEvent, RunComment, SavedSearch } from '#shared/model/annotation.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import type { Act, ActLog } from '../acts/act-log.ts';
import { eventNoted, runCommented, runStarred, runTagged, runUnstarred, runUntagged, searchForgotten, searchSaved } from './act-kinds.ts';

/** What stands, after everything that was done and taken back. */
export interface Annotations {
  readonly stars: ReadonlyMap<string, Mark>;
  /** Tag, then run. A tag that no run carries any more is not there. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, Mark>>;
  /** In the order they were first written. */
  readonly comments: readonly RunComment[];
  readonly events: readonly ManualEvent[];
  /** Pinned ones first, then by name. */
  readonly searches: readonly SavedSearch[];
  /** Of another build, and not understood by this one. */
  readonly unread: readonly JournalEntry[];
}

export function foldAnnotations(log: Pick<ActLog, 'of'>): Annotations {
  const kinds = {
    starred: log.of(runStarred), unstarred: log.of(runUnstarred), tagged: log.of(runTagged), untagged: log.of(runUntagged),
    commented: log.of(runCommented), noted: log.of(eventNoted), saved: log.of(searchSaved), forgotten: log.of(searchForgotten),
  };
  return {
    stars: starsOf([...kinds.starred.acts.map(({ data, ...act }) => ({ ...act, data, on: true })), ...kinds.unstarred.acts.map(({ data, ...act }) => ({ ...act, data, on: false }))]),
    tags: tagsOf([...kinds.tagged.acts.map(({ data, ...act }) => ({ ...act, data, on: true })), ...kinds.untagged.acts.map(({ data, ...act }) => ({ ...act, data, on: false }))]),
    comments: latestWordings(kinds.commented.acts).map(({ first, last }) => ({ ...mark(first), run: first.data.run, text: last.data.text, edited: first === last ? null : mark(last) })),
    events: latestWordings(kinds.noted.acts).map(({ first, last: { data, ...last } }) => ({
      ...mark(first), when: data.when, text: data.text, subject: data.subject, runs: data.runs, edited: first.seq === last.seq ? null : mark(last),
    })),
    searches: searchesOf([...kinds.saved.acts.map((act) => ({ act, saved: act.data })), ...kinds.forgotten.acts.map((act) => ({ act, saved: null }))]),
    unread: Object.values(kinds).flatMap(({ unread }) => unread),
  };
}

interface Switched<T> extends Omit<Act<T>, 'data'> {
  readonly data: T;
  readonly on: boolean;
}

function starsOf(acts: readonly Switched<{ readonly runs: readonly string[] }>[]): ReadonlyMap<string, Mark> {
  const stars = new Map<string, Mark>();
  for (const act of inOrder(acts)) switchRuns(stars, act);
  return stars;
}

function tagsOf(acts: readonly Switched<{ readonly tag: string; readonly runs: readonly string[] }>[]): ReadonlyMap<string, ReadonlyMap<string, Mark>> {
  const tags = new Map<string, Map<string, Mark>>();
  for (const act of inOrder(acts)) {
    const runs = tags.get(act.data.tag) ?? new Map<string, Mark>();
    switchRuns(runs, act);
    if (runs.size === 0) tags.delete(act.data.tag);
    else tags.set(act.data.tag, runs);
  }
  return tags;
}

/** A run marked twice keeps its first mark. */
function switchRuns(marks: Map<string, Mark>, act: Switched<{ readonly runs: readonly string[] }>): void {
  for (const run of act.data.runs) {
    if (!act.on) marks.delete(run);
    else if (!marks.has(run)) marks.set(run, mark(act));
  }
}

interface Wordings<T> {
  readonly first: Act<T>;
  readonly last: Act<T>;
}

/** The first wording taken back takes every later one with it; a later one taken back brings the one before it. */
function latestWordings<T extends { readonly of: number | null }>(acts: readonly Act<T>[]): readonly Wordings<T>[] {
  const found = new Map<number, Wordings<T>>();
  for (const act of acts) {
    if (act.data.of === null) found.set(act.seq, { first: act, last: act });
    else {
      const known = found.get(act.data.of);
      if (known !== undefined) found.set(act.data.of, { first: known.first, last: act });
    }
  }
  return [...found.values()];
}

type SearchAct = { readonly act: Act<{ readonly name: string }>; readonly saved: { readonly name: string; readonly where: string; readonly pinned: boolean } | null };

function searchesOf(acts: readonly SearchAct[]): readonly SavedSearch[] {
  const byName = new Map<string, SavedSearch>();
  for (const { act, saved } of acts.toSorted((a, b) => a.act.seq - b.act.seq)) {
    if (saved === null) byName.delete(act.data.name);
    else byName.set(saved.name, { ...mark(act), name: saved.name, where: saved.where, pinned: saved.pinned });
  }
  return [...byName.values()].sort((a, b) => Number(b.pinned) - Number(a.pinned) || (a.name < b.name ? -1 : 1));
}

function inOrder<T extends { readonly seq: number }>(acts: readonly T[]): readonly T[] {
  return acts.toSorted((a, b) => a.seq - b.seq);
}

function mark({ seq, at, actor }: Pick<Act<unknown>, 'seq' | 'at' | 'actor'>): Mark {
  return { seq, at, by: actor };
}
