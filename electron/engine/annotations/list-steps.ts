import type { AnnotationStep } from '#shared/model/annotation.ts';
import type { JsonObject } from '#shared/json.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import type { ActKind } from '../acts/act-kind.ts';
import type { ActLog } from '../acts/act-log.ts';
import { annotationActs, eventNoted, runCommented, runStarred, runTagged, runUnstarred, runUntagged, searchForgotten, searchSaved } from './act-kinds.ts';

/** Acts as a person reads them, newest first. `entries`: journal entries of these kinds. */
export function stepsOf(entries: readonly JournalEntry[], log: Pick<ActLog, 'isStanding'>): readonly AnnotationStep[] {
  return entries
    .filter(({ act }) => annotationActs.includes(act))
    .map((entry) => ({ seq: entry.seq, at: entry.at, by: entry.actor, act: entry.act, words: wordsOf(entry), standing: log.isStanding(entry.seq) }))
    .toSorted((a, b) => b.seq - a.seq);
}

/** What an entry did, in words; one that this build cannot read is named and not explained. */
function wordsOf({ act, data }: Pick<JournalEntry, 'act' | 'data'>): string {
  return readers.get(act)?.(data) ?? `${act} (written by another build and not understood by this one)`;
}

const readers: ReadonlyMap<string, (data: JsonObject) => string | null> = new Map(
  [reader(runStarred), reader(runUnstarred), reader(runTagged), reader(runUntagged), reader(runCommented), reader(eventNoted), reader(searchSaved), reader(searchForgotten)].map(({ act, words }) => [act, words]),
);

function reader<T extends JsonObject>({ act, data: schema, words }: ActKind<T>): { readonly act: string; readonly words: (data: JsonObject) => string | null } {
  return {
    act,
    words: (data) => {
      const parsed = schema.safeParse(data);
      return parsed.success ? words(parsed.data) : null;
    },
  };
}
