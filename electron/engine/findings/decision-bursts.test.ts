import { describe, expect, it } from 'vitest';
import { instantText } from '#shared/time.ts';
import { findingsOver, surveyed } from '../../../test/support/surveyed-run.ts';
import { decidedInBurst } from './decided-in-burst.ts';
import { decisionsCloseTogether } from './decisions-close-together.ts';

const start = 1_772_359_200_000_000_000n;
const atMs = (ms: number): string => instantText(String(start + BigInt(ms) * 1_000_000n));
const run = (id: number, decidedMs: number, shownMs: number | null = null, approver = 'ada') =>
  surveyed({ run: { id: `r${id}` }, decision: { class: 'human', approver, at: atMs(decidedMs), ...(shownMs === null ? {} : { requestedAt: atMs(shownMs) }) } });
const series = (count: number, gapMs: number) => Array.from({ length: count }, (_, index) => run(index, index * gapMs));

describe('decisions in a burst', () => {
  it('are five in a row, each less than three seconds after it was shown', () => {
    const five = Array.from({ length: 5 }, (_, index) => run(index, index * 60_000 + 1400, index * 60_000));
    expect(findingsOver(decidedInBurst, five).map(({ sentence, runs }) => [sentence, runs.length])).toEqual([[`ada decided 5 times in a row within 4 min from ${atMs(1400)}, each less than 3 s after it was shown or after the decision before.`, 5]]);
    expect(findingsOver(decidedInBurst, five.slice(1))).toEqual([]);
    expect(findingsOver(decidedInBurst, [...five.slice(0, 2), run(9, 90_000, 80_000), ...five.slice(2)])).toEqual([]);
  });

  it('count the decision before, where nobody recorded when they were shown; exactly three seconds is no part of it', () => {
    expect(findingsOver(decidedInBurst, series(5, 2999)).map(({ runs }) => runs.length)).toEqual([5]);
    expect(findingsOver(decidedInBurst, series(5, 3000))).toEqual([]);
  });

  it('count one click for many as one, and people apart', () => {
    const batch = Array.from({ length: 6 }, (_, index) => run(index, 0));
    expect(findingsOver(decidedInBurst, batch)).toEqual([]);
    const [found] = findingsOver(decidedInBurst, [...series(5, 1000), run(8, 4000)]);
    expect(found?.sentence).toContain('1 of them is a batch approval, 6 runs in all');
    expect(findingsOver(decidedInBurst, series(6, 1000).map((one, index) => (index % 2 === 0 ? one : run(index, index * 1000, null, 'bob'))))).toEqual([]);
  });

  it('are no decisions of rules, and none without an instant', () => {
    expect(findingsOver(decidedInBurst, Array.from({ length: 8 }, (_, index) => surveyed({ run: { id: `r${index}` }, decision: { ruleId: 'T', at: atMs(index) } })))).toEqual([]);
    expect(findingsOver(decidedInBurst, Array.from({ length: 8 }, (_, index) => surveyed({ run: { id: `r${index}` }, decision: { class: 'human', approver: 'ada' } })))).toEqual([]);
  });
});

describe('decisions close together', () => {
  it('are ten within less than three minutes, found once with all that overlap', () => {
    expect(findingsOver(decisionsCloseTogether, series(14, 12_000)).map(({ sentence, runs }) => [sentence, runs.length])).toEqual([[`ada decided 14 times within 2 min 36 s from ${atMs(0)}.`, 14]]);
    expect(findingsOver(decisionsCloseTogether, series(10, 20_000))).toEqual([]);
    expect(findingsOver(decisionsCloseTogether, series(10, 19_999))).toHaveLength(1);
    expect(findingsOver(decisionsCloseTogether, series(9, 1))).toEqual([]);
  });

  it('count a batch approval as one', () => {
    expect(findingsOver(decisionsCloseTogether, Array.from({ length: 30 }, (_, index) => run(index, 0)))).toEqual([]);
  });
});
