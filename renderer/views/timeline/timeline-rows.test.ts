import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ManualEvent } from '#shared/model/annotation.ts';
import type { VersionMark } from '#shared/model/timeline.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { atTerm, stretchOf, withStretch } from './at-term.ts';
import { flagRows, isChange } from './flag-rows.ts';
import { notedRows } from './noted-rows.ts';
import { timeTicks } from './time-ticks.ts';
import { instantAt, panned, placeOf, wholeAxis, zoomed } from './time-window.ts';
import { readPlace, writePlace } from './timeline-place.ts';

const day = 86_400_000_000_000n;
const march = 1_772_323_200_000_000_000n;
const axis = { from: march, until: march + 30n * day };

describe('a stretch in the search', () => {
  it('is read back exactly, however it falls', () => {
    expect(atTerm({ from: march, until: march + 2n * day })).toBe('at:2026-03-01..2026-03-02');
    expect(atTerm({ from: march, until: march + 60_000_000_000n })).toBe('at:2026-03-01T00:00Z');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.bigInt({ min: 1n, max: 10n ** 16n }), fc.constantFrom(1n, 1000n, 1_000_000n, 1_000_000_000n, 60_000_000_000n, day), (start, length, unit) => {
        const stretch = { from: march + (start / unit) * unit, until: march + (start / unit) * unit + (length / unit + 1n) * unit };
        expect(stretchOf(`agent:x ${atTerm(stretch)}`, null)).toEqual(stretch);
        expect(parseSearch(withStretch('a at:2026 "b c"', stretch)).ok).toBe(true);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('takes the place of what was asked of time before, and leaves the rest', () => {
    expect(withStretch('agent:x at:2026 -outcome:failed', { from: march, until: march + day })).toBe('agent:x -outcome:failed at:2026-03-01');
    expect(withStretch('agent:x at:2026', null)).toBe('agent:x');
    expect(stretchOf('at:>=2026-03-20', axis)).toEqual({ from: march + 19n * day, until: axis.until });
    expect(stretchOf('agent:x', axis)).toBe(null);
    expect(stretchOf('(at:2025 OR at:2026)', axis)).toBe(null);
  });
});

describe('moving over the axis', () => {
  it('keeps what is under the pointer where it is', () => {
    const shown = { from: march + 5n * day, until: march + 15n * day };
    const at = march + 8n * day;
    const closer = zoomed(shown, 0.5, at, axis);
    expect(closer.until - closer.from).toBe(5n * day);
    expect(placeOf(at, closer)).toBeCloseTo(placeOf(at, shown), 4);
    expect(instantAt(placeOf(at, shown), shown)).toBe(at);
  });

  it('never leaves the axis, nor shows less than a millisecond', () => {
    expect(panned({ from: march, until: march + day }, -50, axis).from).toBe(wholeAxis(axis).from);
    expect(zoomed(axis, 40, march, axis)).toEqual(wholeAxis(axis));
    const closest = zoomed({ from: march, until: march + 2_000_000n }, 0.0001, march, axis);
    expect(closest.until - closest.from).toBe(1_000_000n);
  });
});

describe('places to read time at', () => {
  it('stand at local midnight on both sides of a clock change', () => {
    const texts = timeTicks({ from: march + 27n * day, until: march + 30n * day }, 'Europe/Berlin', 4).map(({ text }) => text);
    expect(texts).toEqual(['03-29', '03-30', '03-31']);
    expect(timeTicks({ from: march, until: march + day }, 'utc', 4).map(({ text }) => text)).toEqual(['03-01 00:00', '06:00', '12:00', '18:00', '03-02 00:00']);
  });
});

describe('flags', () => {
  it('stand in the first free row, leftwards where the right has no room', () => {
    const rows = flagRows([mark('a', 0.1), mark('b', 0.11), mark('c', 0.97)], ({ at }) => Number(at), 1000, 2);
    expect(rows.map(({ row, leftwards }) => [row, leftwards])).toEqual([[0, false], [1, false], [0, true]]);
    expect(flagRows([mark('a', 0.1), mark('b', 0.11)], ({ at }) => Number(at), 1000, 1)[1]?.row).toBe(-1);
  });

  it('are raised by a change, or by what a registry states', () => {
    expect([isChange({ ...mark('a', 0), previous: null }), isChange(mark('a', 0)), isChange({ ...mark('a', 0), previous: null, basis: 'registry' })]).toEqual([false, true, true]);
  });
});

describe('the place of the timeline', () => {
  it('is read back as written, and anything else is the usual', () => {
    const place = { shown: { from: 5n, until: 9n }, lanes: 'agent', mark: 'x', days: 28, anchor: 7n } as const;
    expect(readPlace(writePlace(place))).toEqual(place);
    expect(readPlace('no json')).toEqual(readPlace(null));
    expect(readPlace(JSON.stringify({ anchor: '60000000000000', minutes: 5 })).shown).toEqual({ from: 59_700_000_000_000n, until: 60_300_000_000_000n });
  });
});

function mark(version: string, at: number): VersionMark {
  return { id: version, kind: 'prompt', name: 'refund-triage', version, previous: 'before', at: String(at), basis: 'first use', again: false, changelog: null, firstUse: null, runs: null };
}

describe('events that people noted', () => {
  const event = (seq: number, from: bigint | null, until: bigint | null = from, text = 'customer phoned'): ManualEvent => ({ seq, at: '2026-04-01T00:00:00Z', by: 'ada', text, subject: null, runs: [], edited: null, when: { written: '', zone: null, from: from === null ? null : String(from), until: until === null ? null : String(until), approximate: false } });
  const rowsOf = (...events: readonly ManualEvent[]) => notedRows(events, (at) => placeOf(at, axis), 1000);

  it('stand on the axis from when to when it may have been, beside each other where there is room, else below', () => {
    const { placed, rows } = rowsOf(event(1, march, march + day), event(2, march + day), event(3, march + 15n * day));
    expect(placed.map(({ event: { seq }, row, leftwards }) => [seq, row, leftwards])).toEqual([[1, 0, false], [2, 1, false], [3, 0, false]]);
    expect(placed[0]).toMatchObject({ from: 0 });
    expect(placed[0]?.until).toBeCloseTo(1 / 30, 3);
    expect(rows).toBe(2);
    expect(rowsOf(event(1, march + 29n * day)).placed).toMatchObject([{ leftwards: true }]);
  });

  it('are counted where they are at another time or at none, and never left out in silence', () => {
    expect(rowsOf(event(1, null), event(2, march - 90n * day), event(3, march + 90n * day))).toEqual({ placed: [], rows: 0, elsewhere: 2, untimed: 1 });
    const crowd = rowsOf(...Array.from({ length: 6 }, (_, index) => event(index, march + day)));
    expect(crowd.placed.map(({ row }) => row)).toEqual([0, 1, 2, -1, -1, -1]);
  });
});
