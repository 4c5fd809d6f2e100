import { z } from 'zod';
import { suppliedListKinds, type SuppliedList } from '#shared/model/supplied-list.ts';
import { actKind } from '../acts/act-kind.ts';
import type { ActLog } from '../acts/act-log.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** A person hands in a list; its file is in the vault under this hash. */
export const listSupplied = actKind({
  act: 'list-supplied',
  data: z.strictObject({ list: z.enum(suppliedListKinds), name: z.string().min(1).max(500), sha256, bytes: z.number().int(), entries: z.number().int().min(1), zone: z.string().max(100).nullable(), unread: z.array(z.string().max(200)).max(100) }),
  words: ({ list, name, entries }) => `${list} ${name} supplied, ${entries} ${entries === 1 ? 'entry' : 'entries'}`,
});

/** Rules no longer go by it; the file and the entry that brought it stay. */
export const listWithdrawn = actKind({
  act: 'list-withdrawn',
  data: z.strictObject({ seq: z.number().int().positive(), name: z.string().max(500), reason: z.string().min(1).max(4000) }),
  words: ({ name, reason }) => `list ${name} withdrawn: ${reason}`,
});

/** Lists that stand, in the order they came. */
export function standingLists(acts: Pick<ActLog, 'of'>): readonly SuppliedList[] {
  const withdrawn = new Set(acts.of(listWithdrawn).acts.map(({ data }) => data.seq));
  return acts.of(listSupplied).acts.flatMap(({ seq, at, actor, data }) => (withdrawn.has(seq) ? [] : [{ ...data, seq, at, by: actor }]));
}
