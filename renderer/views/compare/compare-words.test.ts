import { describe, expect, it } from 'vitest';
import { isRare, narrowed, pointsText, standsOut } from './compare-words.ts';

const rate = (ka: number, kb: number, interval: readonly [number, number] | null) => ({
  title: 'x', term: null, variant: null, a: { k: ka, n: 100, interval: null }, b: { k: kb, n: 100, interval: null }, difference: interval === null ? null : { points: (kb - ka) / 100, interval },
});

describe('a compared share in words', () => {
  it('has its sign, and none where it rounds to nothing', () => {
    expect([0.125, -0.03, 0.0001, -0.0001].map(pointsText)).toEqual(['+12.5', '−3.0', '0.0', '0.0']);
  });

  it('stands out only where its interval leaves out zero', () => {
    expect([rate(10, 40, [0.18, 0.41]), rate(10, 12, [-0.07, 0.11]), rate(0, 0, null)].map(standsOut)).toEqual([true, false, false]);
  });

  it('is marked as rare below five hits on a side, not where there are none at all', () => {
    expect([rate(4, 90, null), rate(5, 5, null), rate(0, 0, null)].map(isRare)).toEqual([true, false, false]);
  });

  it('narrows alternatives as a whole', () => {
    expect([narrowed('a OR b', 'outcome:failed'), narrowed(' ', 'outcome:failed')]).toEqual(['(a OR b) outcome:failed', 'outcome:failed']);
  });
});
