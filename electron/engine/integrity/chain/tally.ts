import { bits } from './columns.ts';
import type { ChainTable } from './table.ts';

/** What the records of a file come to. */
export interface Tally {
  readonly chained: number;
  readonly contentFits: number;
  readonly variant: number;
  readonly contentDiffers: number;
  readonly linked: number;
  readonly genesis: number;
  readonly sigFits: number;
  readonly sigOwnKey: number;
  readonly sigOtherKey: number;
  readonly sigBad: number;
  readonly sigNoKey: number;
  readonly unsigned: number;
  readonly outside: number;
  readonly duplicateKeys: number;
  readonly first: number;
  readonly last: number;
}

export function tallyOf({ count, flags, ordinals }: ChainTable): Tally {
  const counts = { chained: 0, contentFits: 0, variant: 0, contentDiffers: 0, linked: 0, genesis: 0, sigFits: 0, sigOwnKey: 0, sigOtherKey: 0, sigBad: 0, sigNoKey: 0, unsigned: 0, outside: 0, duplicateKeys: 0, first: 0, last: 0 };
  for (let i = 0; i < count; i += 1) {
    const flag = flags[i] ?? 0;
    if ((flag & (bits.outside | bits.unreadable)) !== 0) {
      counts.outside += 1;
      continue;
    }
    if (counts.chained === 0) counts.first = ordinals[i] ?? 0;
    counts.last = ordinals[i] ?? 0;
    counts.chained += 1;
    if ((flag & bits.differs) !== 0) counts.contentDiffers += 1;
    else if ((flag & bits.variant) !== 0) counts.variant += 1;
    else if ((flag & bits.contentNotChecked) === 0) counts.contentFits += 1;
    if ((flag & bits.linked) !== 0) counts.linked += 1;
    if ((flag & bits.genesis) !== 0) counts.genesis += 1;
    if ((flag & bits.sigFits) !== 0) counts.sigFits += 1;
    if ((flag & bits.sigOwnKey) !== 0) counts.sigOwnKey += 1;
    if ((flag & bits.sigOtherKey) !== 0) counts.sigOtherKey += 1;
    if ((flag & bits.sigBad) !== 0) counts.sigBad += 1;
    if ((flag & bits.sigNoKey) !== 0) counts.sigNoKey += 1;
    if ((flag & bits.unsigned) !== 0) counts.unsigned += 1;
    if ((flag & bits.duplicateKeys) !== 0) counts.duplicateKeys += 1;
  }
  return counts;
}
