import { z } from 'zod';
import type { SourceClock } from '#shared/model/source.ts';
import { actKind } from '../acts/act-kind.ts';
import type { ActLog } from '../acts/act-log.ts';

/** `ahead`: nanoseconds as decimal text, negative for a clock that was behind; null: nothing is stated of it any more. */
export const clockStated = actKind({
  act: 'source-clock-stated',
  data: z.object({ sourceKey: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/u), ahead: z.string().regex(/^-?\d{1,18}$/u).nullable(), reason: z.string().min(1).max(2000) }),
  words: ({ sourceKey, ahead }) => (ahead === null ? `clock of source ${sourceKey} no longer stated` : `clock of source ${sourceKey} stated as ${ahead} ns ahead`),
});

/** By source key; the last word on each stands. */
export function sourceClocks(acts: Pick<ActLog, 'of'>): ReadonlyMap<number, SourceClock> {
  const clocks = new Map<number, SourceClock>();
  for (const { data: { sourceKey, ahead, reason }, actor, at, seq } of acts.of(clockStated).acts) {
    if (ahead === null) clocks.delete(sourceKey);
    else clocks.set(sourceKey, { ahead, reason, by: actor, at, journalSeq: seq });
  }
  return clocks;
}
