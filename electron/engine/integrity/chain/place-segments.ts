import { bits } from './columns.ts';
import type { ClosedChain } from './close-gaps.ts';
import type { Edit, Located, Observation } from './edit.ts';
import { findForks } from './find-forks.ts';
import type { LinkRules } from './locate.ts';
import { holders, joined, placesByHash, segmentsOf, takeOutCopies, type Segment } from './segments.ts';
import type { ChainTable } from './table.ts';

/** Puts the runs of linked records in the order their links tell, and says what is between them. */
export function placeSegments(table: ChainTable, { sound, joints }: ClosedChain, rules: LinkRules): Located {
  const edits: Edit[] = [];
  const observations: Observation[] = [];
  for (const edit of numberJumps(table, sound, joints, rules)) edits.push(edit);
  let segments = segmentsOf(table, sound, joints);
  if (segments.length > 1) {
    const places = placesByHash(table, sound, segments);
    const reversed = newestFirst(table, sound, segments, places);
    if (reversed !== null) return { edits, observations: [reversed] };
    segments = takeOutCopies(table, sound, segments, places, edits);
    segments = takeOutStrangers(segments, edits);
    segments = findForks(table, sound, segments, rules, edits);
    segments = takeOutStrangers(segments, edits);
  }
  readGaps(table, inLinkOrder(segments, edits, observations), rules, edits, observations);
  return { edits, observations };
}

/** Beyond these each is named as it stands, without looking what closes around it. */
const mostStrangers = 1000;

/** A run that leads nowhere, between two that follow one another. */
function takeOutStrangers(segments: readonly Segment[], edits: Edit[]): readonly Segment[] {
  let list = segments;
  let held = holders(list);
  let taken = 0;
  for (let k = 1; k < list.length - 1 && taken < mostStrangers; k += 1) {
    const [before, stranger, after] = [list[k - 1], list[k], list[k + 1]];
    if (before === undefined || stranger === undefined || after === undefined) break;
    if (after.attach !== before.tailId || (stranger.attach !== null && held.has(stranger.attach)) || stranger.ids.size > 0) continue;
    edits.push({ kind: 'spliced', at: stranger.head, count: stranger.length, because: 'other-chain', other: after.head });
    list = [...list.slice(0, k - 1), joined(before, after), ...list.slice(k + 2)];
    held = holders(list);
    taken += 1;
    k -= 1;
  }
  return list;
}

/** Segments in the order of their links; where that is not the order of the file, one finding for each stretch that was shuffled. */
function inLinkOrder(segments: readonly Segment[], edits: Edit[], observations: Observation[]): readonly Segment[] {
  const byTail = new Map(segments.map((segment) => [segment.tailId, segment]));
  const follower = new Map<Segment, Segment>();
  const starts: Segment[] = [];
  for (const segment of segments) {
    const before = segment.attach === null ? undefined : byTail.get(segment.attach);
    if (before === undefined || before === segment || follower.has(before)) starts.push(segment);
    else follower.set(before, segment);
  }
  const ordered = new Set<Segment>();
  for (const start of starts) for (let at: Segment | undefined = start; at !== undefined && !ordered.has(at); at = follower.get(at)) ordered.add(at);
  for (const segment of segments) ordered.add(segment);
  const order = [...ordered];

  if (areInterleaved(starts, follower, segments)) {
    observations.push({ kind: 'interleaved', at: starts[1]?.head ?? 0, count: starts.length });
    return order;
  }
  const place = new Map(order.map((segment, index) => [segment, index]));
  let furthest = -1;
  let from = 0;
  for (const [index, segment] of segments.entries()) {
    furthest = Math.max(furthest, place.get(segment) ?? index);
    if (furthest !== index) continue;
    const stretch = segments.slice(from, index + 1);
    const first = stretch[0];
    if (stretch.length > 1 && first !== undefined) {
      const total = stretch.reduce((sum, { length }) => sum + length, 0);
      const longest = stretch.reduce((most, { length }) => Math.max(most, length), 0);
      edits.push({ kind: 'reordered', at: first.head, count: total - longest, because: 'moved', other: order[from]?.head ?? null });
    }
    from = index + 1;
  }
  return order;
}

/** Several chains, each with its own beginning and each in its own order: writers that took turns, nothing moved. */
function areInterleaved(starts: readonly Segment[], follower: ReadonlyMap<Segment, Segment>, segments: readonly Segment[]): boolean {
  if (starts.length < 2 || follower.size === 0 || starts.some(({ attach }) => attach !== null)) return false;
  const place = new Map(segments.map((segment, index) => [segment, index]));
  return [...follower].every(([before, after]) => (place.get(before) ?? 0) < (place.get(after) ?? 0));
}

function readGaps(table: ChainTable, order: readonly Segment[], rules: LinkRules, edits: Edit[], observations: Observation[]): void {
  const held = holders(order);
  for (let k = 1; k < order.length; k += 1) {
    const [before, segment, after] = [order[k - 1], order[k], order[k + 1]];
    if (before === undefined || segment === undefined || segment.attach === before.tailId) continue;
    const [a, b] = [before.tail, segment.head];
    if (segment.attach !== null && held.has(segment.attach)) {
      edits.push({ kind: 'forked', at: b, count: segment.length, because: 'same-predecessor', other: a });
      continue;
    }
    if (segment.attach === null) {
      if (rules.restartsAreNormal) observations.push({ kind: 'restart', at: b, count: segment.length });
      else edits.push({ kind: 'spliced', at: b, count: segment.length, because: 'restart', other: a });
      continue;
    }
    const step = rules.seq === null || !rules.seq.trusted ? Number.NaN : ((table.seqs[b] ?? Number.NaN) - (table.seqs[a] ?? Number.NaN)) / rules.seq.step;
    const breaksAgain = segment.length === 1 && after !== undefined && after.attach !== null && after.attach !== segment.tailId;
    if (step > 1) edits.push({ kind: 'deleted', at: b, count: step - 1, because: 'gap', other: a });
    else if (step < 1) edits.push({ kind: 'spliced', at: b, count: segment.length, because: 'other-chain', other: a });
    else if (step === 1 && !rules.ownHash && isSigned(table, a) && isSigned(table, b)) edits.push({ kind: 'relinked', at: b, count: null, because: 'signed-link', other: a });
    else if (breaksAgain && (step === 1 || !rules.ownHash)) {
      edits.push(rules.ownHash ? { kind: 'spliced', at: b, count: 1, because: 'other-chain', other: a } : { kind: 'altered', at: b, count: 1, because: 'content', other: a });
      k += 1;
    } else if (step === 1) edits.push(rewritten(a, b, rules));
    else if (!rules.ownHash && !(isSigned(table, a) && isSigned(table, b))) edits.push(rewritten(a, b, rules));
    else edits.push({ kind: 'deleted', at: b, count: null, because: 'gap', other: a });
  }
}

function isSigned(table: ChainTable, index: number): boolean {
  return ((table.flags[index] ?? 0) & (bits.sigFits | bits.sigOwnKey)) !== 0;
}

/** No room for a missing record: one of the two is not what it was. */
function rewritten(a: number, b: number, { ownHash, linkCovered }: LinkRules): Edit {
  if (!ownHash) return { kind: 'altered', at: a, count: 1, because: 'either', other: b };
  return linkCovered ? { kind: 'altered', at: a, count: 1, because: 'rehashed', other: b } : { kind: 'altered', at: b, count: 1, because: 'link', other: a };
}

/** Links hold and the numbers do not: a gap that was linked over. */
function numberJumps(table: ChainTable, sound: readonly number[], joints: ClosedChain['joints'], { seq }: LinkRules): readonly Edit[] {
  if (seq === null || !seq.trusted) return [];
  const edits: Edit[] = [];
  for (const [place, index] of sound.entries()) {
    const own = table.seqs[index] ?? Number.NaN;
    const before = sound[place - 1];
    if (before === undefined) {
      const isStart = ((table.flags[index] ?? 0) & bits.genesis) !== 0;
      if (isStart && joints[place] === 'first' && own > seq.start) edits.push({ kind: 'relinked', at: index, count: (own - seq.start) / seq.step, because: 'number', other: null });
      continue;
    }
    const step = (own - (table.seqs[before] ?? Number.NaN)) / seq.step;
    if (joints[place] === 'linked' && !Number.isNaN(step) && step !== 1) edits.push({ kind: 'relinked', at: index, count: step > 1 ? step - 1 : null, because: 'number', other: before });
  }
  return edits;
}

/** Every record names the one after it in the file: an export that lists the newest first, not an edit. */
function newestFirst(table: ChainTable, sound: readonly number[], segments: readonly Segment[], places: ReadonlyMap<string, readonly number[]>): Observation | null {
  if (segments.length !== sound.length || sound.length < 2) return null;
  for (const [place, segment] of segments.entries()) {
    const next = sound[place + 1];
    if (next === undefined) return segment.attach === null || !places.has(segment.attach) ? { kind: 'newest-first', at: sound[0] ?? 0, count: sound.length } : null;
    if (segment.attach !== table.idOf(next)) return null;
  }
  return null;
}
