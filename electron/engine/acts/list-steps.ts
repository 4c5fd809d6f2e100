import type { AnnotationStep } from '#shared/model/annotation.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import type { ToldKind } from './act-kind.ts';
import type { ActLog } from './act-log.ts';

/** Acts of these kinds as a person reads them, newest first; other entries are left out. */
export function stepsOf(entries: readonly JournalEntry[], log: Pick<ActLog, 'isStanding'>, kinds: readonly ToldKind[]): readonly AnnotationStep[] {
  const tellers = new Map(kinds.map(({ act, tell }) => [act, tell]));
  return entries
    .flatMap((entry) => {
      const tell = tellers.get(entry.act);
      if (tell === undefined) return [];
      const { seq, at, actor, act, data } = entry;
      return [{ seq, at, by: actor, act, words: tell(data) ?? `${act} (written by another build and not understood by this one)`, standing: log.isStanding(seq) }];
    })
    .toSorted((a, b) => b.seq - a.seq);
}
