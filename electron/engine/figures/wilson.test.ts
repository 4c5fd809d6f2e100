import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostShifted, newcombe95, wilson95 } from './wilson.ts';

describe('the interval of a rate', () => {
  it('is the one tables give', () => {
    expect(rounded(3, 25)).toEqual([0.0417, 0.2996]);
    expect(rounded(0, 12)).toEqual([0, 0.2425]);
    expect(rounded(40, 1000)).toEqual([0.0295, 0.054]);
    expect(wilson95(7, 7)?.[1]).toBe(1);
  });

  it('does not exist where nothing was counted', () => {
    expect(wilson95(0, 0)).toBe(null);
  });

  it('holds the rate and lies within 0 and 1, and mirrors hits and misses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share);
        const [low, high] = wilson95(k, n) ?? [2, -1];
        expect(low >= 0 && low <= k / n && k / n <= high && high <= 1).toBe(true);
        const [otherLow, otherHigh] = wilson95(n - k, n) ?? [2, -1];
        expect(Math.abs(low - (1 - otherHigh)) + Math.abs(high - (1 - otherLow))).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('a shifted mix', () => {
  it('is the group whose share changed most, if it changed enough', () => {
    const before = new Map([['a', 50], ['b', 50]]);
    expect(mostShifted(before, new Map([['a', 80], ['b', 20]]), 0.1)).toEqual({ name: 'a', before: 0.5, after: 0.8 });
    expect(mostShifted(before, new Map([['a', 55], ['b', 45]]), 0.1)).toBe(null);
    expect(mostShifted(before, new Map([['a', 50], ['b', 30], ['c', 20]]), 0.1)).toEqual({ name: 'b', before: 0.5, after: 0.3 });
    expect(mostShifted(before, new Map(), 0.1)).toBe(null);
  });
});

function rounded(k: number, n: number): readonly number[] {
  return (wilson95(k, n) ?? []).map((bound) => Math.round(bound * 10_000) / 10_000);
}

describe('the interval of a difference of two rates', () => {
  it('is the one of Newcombe’s table, method 10', () => {
    const of = (ka: number, na: number, kb: number, nb: number): readonly number[] => (newcombe95(ka, na, kb, nb) ?? []).map((value) => Math.round(value * 10_000) / 10_000);
    expect(of(48, 80, 56, 70)).toEqual([0.0524, 0.3339]);
    expect(of(3, 10, 9, 10)).toEqual([0.1705, 0.809]);
    expect(of(0, 29, 5, 56)).toEqual([-0.0381, 0.1926]);
    expect(of(0, 20, 0, 10)).toEqual([-0.1611, 0.2775]);
  });

  it('does not exist where a side has no run', () => {
    expect(newcombe95(0, 0, 3, 9)).toBe(null);
  });
});
