import { assert } from '#shared/assert.ts';

/**
 * A set of digests, kept as their first 32·`words` bits: 16 MB for a million 64-bit members, nothing per member for the
 * garbage collector. Open addressing, at most half full.
 *
 * What a shortened digest can do wrong is the caller's to judge: 64 bits may say "seen" wrongly once in 10⁷ runs of 10⁶
 * (a run is then re-assembled for nothing), 96 bits once in 10¹⁶ (a record would be called a duplicate).
 */
export class DigestSet {
  readonly #words: number;
  #slots: Uint32Array;
  #used: Uint8Array;
  #capacity: number;
  #size = 0;

  constructor(words: 2 | 3, expected = 4096) {
    this.#words = words;
    this.#capacity = 1 << Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#slots = new Uint32Array(this.#capacity * words);
    this.#used = new Uint8Array(this.#capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds the digest whose words start at `digests[at]`; false when it was there already. */
  add(digests: Uint32Array, at: number): boolean {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const slot = this.#find(this.#slots, this.#used, this.#capacity, digests, at);
    if (this.#used[slot] === 1) return false;
    this.#used[slot] = 1;
    for (let word = 0; word < this.#words; word++) this.#slots[slot * this.#words + word] = digests[at + word] ?? 0;
    this.#size++;
    return true;
  }

  #find(slots: Uint32Array, used: Uint8Array, capacity: number, digests: Uint32Array, at: number): number {
    const words = this.#words;
    const mask = capacity - 1;
    let slot = (digests[at] ?? 0) & mask;
    for (let probes = 0; probes <= capacity; probes++) {
      if (used[slot] === 0) return slot;
      const base = slot * words;
      if (slots[base] === digests[at] && slots[base + 1] === digests[at + 1] && (words === 2 || slots[base + 2] === digests[at + 2])) return slot;
      slot = (slot + 1) & mask;
    }
    assert(false, 'a digest set is never full');
  }

  #grow(): void {
    const capacity = this.#capacity * 2;
    const slots = new Uint32Array(capacity * this.#words);
    const used = new Uint8Array(capacity);
    for (let old = 0; old < this.#capacity; old++) {
      if (this.#used[old] === 0) continue;
      const slot = this.#find(slots, used, capacity, this.#slots, old * this.#words);
      used[slot] = 1;
      for (let word = 0; word < this.#words; word++) slots[slot * this.#words + word] = this.#slots[old * this.#words + word] ?? 0;
    }
    this.#slots = slots;
    this.#used = used;
    this.#capacity = capacity;
  }
}
