import { bits } from './columns.ts';
import type { ClosedChain } from './close-gaps.ts';
import type { Edit } from './edit.ts';
import type { ChainTable } from './table.ts';

/** Records that follow one another, by table index; hashes by their first eight bytes. */
export interface Segment {
  readonly head: number;
  readonly tail: number;
  readonly tailId: string;
  readonly length: number;
  /** What the head names as its predecessor; null when it begins a chain. */
  readonly attach: string | null;
  /** Those of its hashes that some head names: hash to the record's position in the segment. */
  readonly ids: ReadonlyMap<string, number>;
  /** Positions in the list of sound records. */
  readonly from: number;
  readonly to: number;
}

export function segmentsOf(table: ChainTable, sound: readonly number[], joints: ClosedChain['joints']): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let place = 1; place <= sound.length; place += 1) {
    if (place < sound.length && (joints[place] === 'linked' || joints[place] === 'closed')) continue;
    segments.push(segmentAt(table, sound, from, place - 1));
    from = place;
  }
  return segments;
}

function segmentAt(table: ChainTable, sound: readonly number[], from: number, to: number): Segment {
  const [head, tail] = [sound[from] ?? 0, sound[to] ?? 0];
  const isStart = ((table.flags[head] ?? 0) & bits.genesis) !== 0;
  return { head, tail, tailId: table.idOf(tail), length: to - from + 1, attach: isStart ? null : table.prevOf(head), ids: new Map(), from, to };
}

/** Where among the sound records the hashes occur that a head names or carries. One pass over all records, whatever the number of segments. */
export function placesByHash(table: ChainTable, sound: readonly number[], segments: readonly Segment[]): ReadonlyMap<string, readonly number[]> {
  const wanted = new Map<string, number[]>();
  for (const segment of segments) {
    if (segment.attach !== null) wanted.set(segment.attach, []);
    wanted.set(table.idOf(segment.head), []);
  }
  const found = new Map<string, number[]>();
  for (const [place, index] of sound.entries()) {
    const id = table.idOf(index);
    const list = wanted.get(id);
    if (list === undefined) continue;
    list.push(place);
    found.set(id, list);
  }
  return found;
}

/**
 * Records that stand in the file twice are taken out where they stand a second time; segments that then follow one another
 * become one, and each segment learns in which other its predecessor lies.
 */
export function takeOutCopies(table: ChainTable, sound: readonly number[], segments: readonly Segment[], places: ReadonlyMap<string, readonly number[]>, edits: Edit[]): readonly Segment[] {
  const kept: Segment[] = [];
  for (const [k, segment] of segments.entries()) {
    const copies = copiesAtHead(table, sound, segment, places, segments[k - 1], segments[k + 1]);
    if (copies.count > 0) edits.push({ kind: 'duplicated', at: segment.head, count: copies.count, because: 'same-record', other: copies.first });
    if (copies.count === segment.length) continue;
    const rest = copies.count === 0 ? segment : segmentAt(table, sound, segment.from + copies.count, segment.to);
    const before = kept.at(-1);
    if (before !== undefined && rest.attach !== null && rest.attach === before.tailId) kept[kept.length - 1] = { ...before, tail: rest.tail, tailId: rest.tailId, length: before.length + rest.length, to: rest.to };
    else kept.push(rest);
  }
  return withHeldHashes(kept, places);
}

function copiesAtHead(table: ChainTable, sound: readonly number[], segment: Segment, places: ReadonlyMap<string, readonly number[]>, before: Segment | undefined, after: Segment | undefined): { readonly count: number; readonly first: number | null } {
  const others = (places.get(table.idOf(segment.head)) ?? []).filter((place) => place !== segment.from);
  const earlier = others.find((place) => place < segment.from);
  const same = (place: number): number => {
    let count = 0;
    while (count < segment.length && sound[place + count] !== undefined && place + count !== segment.from && table.idOf(sound[segment.from + count] ?? 0) === table.idOf(sound[place + count] ?? 0)) count += 1;
    return count;
  };
  if (earlier !== undefined) return { count: same(earlier), first: sound[earlier] ?? null };
  // A copy that stands before its original: the chain closes around it.
  const later = others[0];
  if (later === undefined || after === undefined || before === undefined || after.attach !== before.tailId || same(later) < segment.length) return { count: 0, first: null };
  return { count: segment.length, first: sound[later] ?? null };
}

/** Which segment holds the hash that a head names; the tail's own hash included. */
export function holders(segments: readonly Segment[]): ReadonlyMap<string, Segment> {
  return new Map(segments.flatMap((segment) => [...segment.ids.keys()].map((id) => [id, segment] as const)));
}

function withHeldHashes(segments: readonly Segment[], places: ReadonlyMap<string, readonly number[]>): readonly Segment[] {
  const held = segments.map(() => new Map<string, number>());
  for (const { attach } of segments) {
    if (attach === null) continue;
    for (const place of places.get(attach) ?? []) held[segmentOf(segments, place)]?.set(attach, place);
  }
  return segments.map((segment, k) => ({ ...segment, ids: held[k] ?? new Map() }));
}

/** Segments lie in the order of their positions; -1 for a position that was taken out. */
function segmentOf(segments: readonly Segment[], place: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const segment = segments[middle];
    if (segment === undefined) return -1;
    if (place < segment.from) high = middle - 1;
    else if (place > segment.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** Two segments as one: what lay between them was taken out. */
export function joined(before: Segment, after: Segment): Segment {
  return { ...before, tail: after.tail, tailId: after.tailId, length: before.length + after.length, to: after.to, ids: new Map([...before.ids, ...after.ids]) };
}
