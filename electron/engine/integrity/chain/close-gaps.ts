import { bits } from './columns.ts';
import type { Edit } from './edit.ts';
import type { LinkRules, Pieces } from './locate.ts';
import type { ChainTable } from './table.ts';

/** A chain's sound records in file order, and which of them follow the one before. */
export interface ClosedChain {
  readonly sound: readonly number[];
  /** `linked`: names the one before. `closed`: the edits listed explain what lies between. `open`: neither. */
  readonly joints: readonly ('first' | 'linked' | 'closed' | 'open')[];
  readonly edits: readonly Edit[];
}

/**
 * Takes out of a chain what does not fit its own hash or signature, and decides for each whether it stands in a record's place or
 * between records that follow one another without it.
 */
export function closeGaps(table: ChainTable, records: readonly number[], pieces: Pieces, rules: LinkRules, ignoreSignatures: boolean): ClosedChain {
  const sound: number[] = [];
  const joints: ClosedChain['joints'][number][] = [];
  const edits: Edit[] = [];
  const ids = new Set<string>();
  let suspects: number[] = [];

  const flagOf = (index: number): number => table.flags[index] ?? 0;
  for (const [place, index] of records.entries()) {
    if (!isSuspect(place, index)) {
      joints.push(join(sound.at(-1) ?? -1, index));
      sound.push(index);
      suspects = [];
    } else suspects.push(index);
  }
  for (const suspect of suspects) alter(suspect);
  return { sound, joints, edits };

  function isSuspect(place: number, index: number): boolean {
    const flag = flagOf(index);
    if ((flag & bits.differs) !== 0) return true;
    if ((flag & bits.sigBad) === 0 || ignoreSignatures) return false;
    const next = records[place + 1];
    const followed = next === undefined || (flagOf(next) & bits.linked) !== 0;
    const follows = place === 0 || (flag & (bits.linked | bits.genesis)) !== 0;
    if (!followed || !follows) return true;
    edits.push({ kind: 'bad-signature', at: index, count: 1, because: 'signature', other: null });
    return false;
  }

  function join(before: number, index: number): ClosedChain['joints'][number] {
    const flag = flagOf(index);
    const isGenesis = (flag & bits.genesis) !== 0;
    if (suspects.length === 0) {
      if (before >= 0 && (flag & bits.linked) !== 0) return 'linked';
      return closeByPieces(before, index, isGenesis);
    }
    const prev = table.prevOf(index);
    const closesAround = before < 0 ? isGenesis : !isGenesis && prev === table.idOf(before);
    if (closesAround) {
      for (const suspect of suspects) edits.push({ kind: 'inserted', at: suspect, count: 1, because: 'closed-around', other: index });
      return before < 0 ? 'first' : 'closed';
    }
    const last = suspects.at(-1) ?? 0;
    const bridged = (flag & bits.linked) !== 0 || table.computed.get(last)?.startsWith(prev) === true;
    if (!bridged && (isGenesis || isElsewhere(prev))) {
      for (const suspect of suspects) alter(suspect);
      return before < 0 ? 'first' : 'open';
    }
    for (const suspect of suspects) alter(suspect, table.computed.get(suspect)?.startsWith(prev) === true && suspect === last && (flag & bits.linked) === 0);
    const claimed = before < 0 ? [] : pieces.claim(before, index, missingBetween(before, index) - suspects.length);
    for (const piece of claimed) edits.push({ kind: 'altered', at: piece, count: 1, because: 'unreadable', other: null });
    const more = before < 0 ? 0 : missingBetween(before, index) - suspects.length - claimed.length;
    if (more > 0) edits.push({ kind: 'deleted', at: bridged ? (suspects[0] ?? index) : index, count: more, because: 'gap', other: before });
    return before < 0 ? 'first' : 'closed';
  }

  /** Rubble between two records that do not follow one another is what is left of those that were there. */
  function closeByPieces(before: number, index: number, isGenesis: boolean): ClosedChain['joints'][number] {
    const open = before < 0 ? 'first' : 'open';
    if (isGenesis || isElsewhere(table.prevOf(index))) return open;
    const missing = before < 0 ? Number.POSITIVE_INFINITY : missingBetween(before, index);
    const claimed = pieces.claim(before, index, Number.isNaN(missing) ? Number.POSITIVE_INFINITY : missing);
    if (claimed.length === 0) return open;
    for (const piece of claimed) edits.push({ kind: 'altered', at: piece, count: 1, because: 'unreadable', other: null });
    if (Number.isFinite(missing) && missing > claimed.length) edits.push({ kind: 'deleted', at: index, count: missing - claimed.length, because: 'gap', other: before });
    return before < 0 ? 'first' : 'closed';
  }

  function alter(suspect: number, ownHash = false): void {
    const differs = (flagOf(suspect) & bits.differs) !== 0;
    edits.push({ kind: 'altered', at: suspect, count: 1, because: ownHash ? 'own-hash' : differs ? 'content' : rules.ownHash ? 'rehashed' : 'signed-content', other: null });
  }

  /** By the sequence numbers; NaN when they do not tell. */
  function missingBetween(before: number, index: number): number {
    if (rules.seq === null || !rules.seq.trusted) return Number.NaN;
    return ((table.seqs[index] ?? Number.NaN) - (table.seqs[before] ?? Number.NaN)) / rules.seq.step - 1;
  }

  function isElsewhere(id: string): boolean {
    if (ids.size === 0) for (const record of records) ids.add(table.idOf(record));
    return ids.has(id);
  }
}
