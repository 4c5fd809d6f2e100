import { bits } from './columns.ts';
import type { Edit } from './edit.ts';
import type { LinkRules } from './locate.ts';
import { holders, joined, type Segment } from './segments.ts';
import type { ChainTable } from './table.ts';

/**
 * Two records name the same one before: a branch was inserted, or two writers wrote. The branch that ends first is taken out and
 * reported; it is an insertion only where its number or its signature says so.
 */
export function findForks(table: ChainTable, sound: readonly number[], segments: readonly Segment[], rules: LinkRules, edits: Edit[]): readonly Segment[] {
  let list = segments;
  let held = holders(list);
  let forks = 0;
  for (let k = 0; k < list.length && forks < most; ) {
    const branch = list[k];
    const trunk = branch === undefined || branch.attach === null ? undefined : held.get(branch.attach);
    if (branch === undefined || branch.attach === null || trunk === undefined || trunk === branch || trunk.tailId === branch.attach) {
      k += 1;
      continue;
    }
    const cut = trunk.ids.get(branch.attach) ?? trunk.to;
    const stump = trunk.to - cut;
    const stumpHead = sound[cut + 1] ?? trunk.tail;
    // The trunk's end is the branch that nothing follows, unless the other one is shorter.
    if (stump + following(list, trunk) <= branch.length + following(list, branch)) {
      edits.push(forkEdit(table, stumpHead, branch.head, stump, rules));
      const shortened: Segment = { ...trunk, tail: sound[cut] ?? trunk.tail, tailId: branch.attach, length: trunk.length - stump, to: cut };
      list = merged(list.map((segment) => (segment === trunk ? shortened : segment)));
    } else {
      edits.push(forkEdit(table, branch.head, stumpHead, branch.length, rules));
      list = merged(list.filter((segment) => segment !== branch));
    }
    held = holders(list);
    forks += 1;
    k = 0;
  }
  return list;
}

/** Each is looked at again once another was taken out; beyond these a fork is named where it stands. */
const most = 300;

/** Records in the segments that hang on this one's tail. */
function following(list: readonly Segment[], from: Segment): number {
  const byAttach = new Map(list.flatMap((segment) => (segment.attach === null ? [] : [[segment.attach, segment] as const])));
  const seen = new Set<Segment>([from]);
  let records = 0;
  for (let at = byAttach.get(from.tailId); at !== undefined && !seen.has(at); at = byAttach.get(at.tailId)) {
    seen.add(at);
    records += at.length;
  }
  return records;
}

function merged(list: readonly Segment[]): readonly Segment[] {
  const result: Segment[] = [];
  for (const segment of list) {
    const before = result.at(-1);
    if (before !== undefined && segment.attach !== null && segment.attach === before.tailId) result[result.length - 1] = joined(before, segment);
    else result.push(segment);
  }
  return result;
}

function forkEdit(table: ChainTable, at: number, rival: number, count: number, { seq, linked }: LinkRules): Edit {
  const numbersDecide = seq !== null && seq.trusted && !Number.isNaN(table.seqs[at] ?? Number.NaN) && table.seqs[at] !== table.seqs[rival];
  const signed = (index: number): boolean => ((table.flags[index] ?? 0) & (bits.sigFits | bits.sigOwnKey)) !== 0;
  const decided = linked && (numbersDecide || (!signed(at) && signed(rival)));
  return { kind: decided ? 'inserted' : 'forked', at, count, because: decided ? 'closed-around' : 'same-predecessor', other: rival };
}
