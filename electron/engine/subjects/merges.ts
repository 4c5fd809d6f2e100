import { z } from 'zod';
import type { SubjectMerge } from '#shared/model/subject-record.ts';
import type { ActLog } from '../acts/act-log.ts';
import { actKind } from '../acts/act-kind.ts';

/** Two ids are one person or thing: an analyst's word, with a reason. `subject` is the id it counts as from then on. */
export const subjectsMerged = actKind({
  act: 'subjects-merged',
  data: z.strictObject({ subject: z.string().min(1).max(1000), alias: z.string().min(1).max(1000), reason: z.string().min(1).max(5000) }),
  words: ({ subject, alias }) => `${alias} taken for ${subject}`,
});

export function mergesOf(acts: ActLog): readonly SubjectMerge[] {
  return acts.of(subjectsMerged).acts.map(({ seq, at, actor, data }) => ({ seq, at, by: actor, ...data }));
}

/** Every merged subject with the one it counts as: the same for all that hang together, whatever the order of the merges. */
export function aliasesOf(merges: readonly Pick<SubjectMerge, 'subject' | 'alias'>[]): ReadonlyMap<string, string> {
  const above = new Map<string, string>();
  const top = (subject: string): string => {
    let at = subject;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  for (const { subject, alias } of merges) {
    const [one, other] = [top(subject), top(alias)];
    if (one !== other) above.set(other, one);
  }
  return new Map([...above.keys()].map((alias) => [alias, top(alias)]));
}

/** All ids of one subject, itself first. */
export function idsOf(subject: string, aliases: ReadonlyMap<string, string>): readonly string[] {
  const head = aliases.get(subject) ?? subject;
  const others = [head, ...Array.from(aliases).flatMap(([alias, counts]) => (counts === head ? [alias] : []))].filter((id) => id !== subject);
  return [subject, ...others];
}
