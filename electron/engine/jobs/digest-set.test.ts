import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DigestSet } from './digest-set.ts';

test('a digest is new once, whatever came between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })), { maxLength: 400 }), (digests) => {
      const set = new DigestSet(3, 1);
      const model = new Set<string>();
      for (const digest of digests) {
        const isNew = !model.has(digest.join());
        model.add(digest.join());
        expect(set.add(Uint32Array.from(digest), 0)).toBe(isNew);
      }
      expect(set.size).toBe(model.size);
    }),
    { seed: 7 },
  );
});

test('digests that share a slot are told apart by every word', () => {
  const set = new DigestSet(3);
  expect(set.add(Uint32Array.from([5, 1, 1]), 0)).toBe(true);
  expect(set.add(Uint32Array.from([5, 1, 2]), 0)).toBe(true);
  expect(set.add(Uint32Array.from([5, 2, 1]), 0)).toBe(true);
  expect(set.add(Uint32Array.from([0, 0, 5, 1, 2]), 2)).toBe(false);
});
