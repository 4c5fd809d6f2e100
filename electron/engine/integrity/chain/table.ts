import { asBuffer } from '../../evidence/bytes.ts';
import type { FieldCoverage } from '#shared/model/verdict.ts';
import { bits, type ChainBatch } from './columns.ts';

/**
 * What is kept of every record while a source is checked: about fifty bytes each, whatever the record's size. Whether a record names
 * its predecessor is decided here on all bytes of both hashes; of the hashes only the first eight bytes are kept, to look up where
 * else in the file a hash occurs. So a record can never pass by them, only be placed by them.
 */
export interface ChainTable {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
  readonly ordinals: Float64Array;
  readonly flags: Uint16Array;
  readonly seqs: Float64Array;
  readonly chainOf: Uint32Array;
  readonly chains: readonly string[];
  /** First eight bytes of a record's hash and of the previous one it names, as hex. */
  idOf(index: number): string;
  prevOf(index: number): string;
  /** Of records whose own hash does not fit. */
  readonly computed: ReadonlyMap<number, string>;
  readonly variants: ReadonlyMap<number, number>;
  readonly repeats: readonly (readonly [number, string])[];
  readonly fields: readonly FieldCoverage[];
  /** Names of the fields nothing covers. */
  readonly uncovered: readonly string[];
  readonly keys: readonly string[];
  readonly otherLayer: number;
  readonly byteOrderMark: boolean;
  readonly carriageReturns: boolean;
}

export interface ChainTableBuilder {
  /** Batches come in the order of the file. */
  add(batch: ChainBatch): void;
  finish(): ChainTable;
}

export function createChainTable(): ChainTableBuilder {
  let room = 4096;
  let offsets = new Float64Array(room);
  let lengths = new Uint32Array(room);
  let ordinals = new Float64Array(room);
  let flags = new Uint16Array(room);
  let seqs = new Float64Array(room);
  let chainOf = new Uint32Array(room);
  let ids = new Uint8Array(room * 8);
  let prevs = new Uint8Array(room * 8);
  let count = 0;
  let ordinalBase = 0;
  const chains: string[] = [];
  const chainIndex = new Map<string, number>();
  /** The last record's whole hash in each chain. */
  const tails: Buffer[] = [];
  const computed = new Map<number, string>();
  const variants = new Map<number, number>();
  const repeats: (readonly [number, string])[] = [];
  const fields = new Map<string, FieldCoverage>();
  const keys = new Set<string>();
  let otherLayer = 0;
  let byteOrderMark = false;
  let carriageReturns = false;

  function grow(least: number): void {
    while (room < least) room *= 2;
    offsets = withRoom(offsets, new Float64Array(room));
    lengths = withRoom(lengths, new Uint32Array(room));
    ordinals = withRoom(ordinals, new Float64Array(room));
    flags = withRoom(flags, new Uint16Array(room));
    seqs = withRoom(seqs, new Float64Array(room));
    chainOf = withRoom(chainOf, new Uint32Array(room));
    ids = withRoom(ids, new Uint8Array(room * 8));
    prevs = withRoom(prevs, new Uint8Array(room * 8));
  }

  function add(batch: ChainBatch): void {
    if (count + batch.count > room) grow(count + batch.count);
    const places = batch.chains.map((chain) => {
      const known = chainIndex.get(chain);
      if (known !== undefined) return known;
      chainIndex.set(chain, chains.length);
      chains.push(chain);
      tails.push(Buffer.alloc(0));
      return chains.length - 1;
    });
    const identities = asBuffer(batch.identities);
    const previous = asBuffer(batch.prevs);
    offsets.set(batch.offsets, count);
    lengths.set(batch.lengths, count);
    seqs.set(batch.seqs, count);
    for (let i = 0; i < batch.count; i += 1) {
      const at = count + i;
      let flag = batch.flags[i] ?? 0;
      ordinals[at] = ordinalBase + (batch.ordinals[i] ?? 0);
      if ((flag & (bits.outside | bits.unreadable)) === 0) {
        const chain = places[batch.chainOf[i] ?? 0] ?? 0;
        chainOf[at] = chain;
        const identity = identities.subarray(i * 32, i * 32 + 32);
        const tail = tails[chain];
        if (tail !== undefined && tail.length === 32 && (flag & (bits.genesis | bits.noPrev)) === 0 && tail.compare(previous, i * 32, i * 32 + 32) === 0) flag |= bits.linked;
        tails[chain] = identity;
        ids.set(identity.subarray(0, 8), at * 8);
        prevs.set(previous.subarray(i * 32, i * 32 + 8), at * 8);
      }
      flags[at] = flag;
    }
    for (const [index, hash] of batch.computed) computed.set(count + index, hash);
    for (const [index, variant] of batch.variants) variants.set(count + index, variant);
    for (const [index, text] of batch.repeats) repeats.push([count + index, text]);
    for (const field of batch.fields) fields.set(field.name, joined(fields.get(field.name), field));
    for (const key of batch.keys) keys.add(key);
    otherLayer += batch.otherLayer;
    byteOrderMark ||= batch.byteOrderMark;
    carriageReturns ||= batch.carriageReturns;
    count += batch.count;
    ordinalBase += batch.ordinalsUsed;
  }

  return {
    add,
    finish: () => ({
      count, offsets, lengths, ordinals, flags, seqs, chainOf, chains, computed, variants, repeats, fields: [...fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), uncovered: [...fields.values()].flatMap(({ name, by }) => (by === 'none' ? [name] : [])).sort(), keys: [...keys].sort(), otherLayer, byteOrderMark, carriageReturns,
      idOf: (index) => hex8(ids, index),
      prevOf: (index) => hex8(prevs, index),
    }),
  };
}

function hex8(column: Uint8Array, index: number): string {
  return Buffer.from(column.buffer, column.byteOffset + index * 8, 8).toString('hex');
}

function withRoom<T extends Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A member some records leave uncovered counts as not covered. */
function joined(before: FieldCoverage | undefined, field: FieldCoverage): FieldCoverage {
  return before === undefined ? field : { name: field.name, records: before.records + field.records, by: before.by === 'none' ? 'none' : field.by };
}
