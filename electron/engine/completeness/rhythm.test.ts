import { describe, expect, it } from 'vitest';
import { placedHours, rhythmSigns } from './rhythm.ts';

const march = 492_600;

describe('gaps and bursts of a source', () => {
  it('are none in office hours with their nights and weekends', () => {
    expect(rhythmSigns(officeHours(4))).toEqual([]);
  });

  it('show a silence far beyond the source’s own, and say by how much', () => {
    const quiet = officeHours(6).filter(([at]) => at < march + 14 * 24 || at >= march + 24 * 24);
    const [gap, ...others] = rhythmSigns(quiet);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ kind: 'gap', records: 0, because: expect.stringMatching(/^nothing is recorded for 303 hours; number 3 of its silences by length is 63 hours$/u) });
  });

  it('compare with the next longest silence where there are few', () => {
    const hours = Array.from({ length: 200 }, (_, index) => [march + index + (index >= 100 ? 9 : 0), 4] as const);
    expect(rhythmSigns(hours)).toEqual([{ kind: 'gap', from: String(BigInt(march + 100) * 3_600_000_000_000n), until: String(BigInt(march + 109) * 3_600_000_000_000n), because: 'nothing is recorded for 9 hours; its next longest silence is under 1 hour', records: 0 }]);
  });

  it('put neighbouring hours of a burst together', () => {
    const hours = Array.from({ length: 100 }, (_, index) => [march + index, index === 40 ? 60 : index === 41 ? 90 : 10] as const);
    expect(rhythmSigns(hours)).toMatchObject([{ kind: 'burst', records: 150, because: 'up to 90 records in an hour, 9.0 times the 10 of its median hour' }]);
  });

  it('are not looked for in a handful of records', () => {
    expect(rhythmSigns([[march, 1], [march + 500, 98]])).toEqual([]);
  });

  it('rest on hours that can stand on the axis alone', () => {
    const imported = String(BigInt(march + 1000) * 3_600_000_000_000n);
    expect(placedHours([[-3_234_576, 7], [0, 2], [march, 5], [march + 2000, 1]], imported)).toEqual({ hours: [[march, 5]], unplaced: 10 });
  });
});

/** Weeks from a Monday, eight to five. 492 600 hours after 1970 is Monday or not: what matters is the rhythm. */
function officeHours(weeks: number): readonly (readonly [number, number])[] {
  return Array.from({ length: weeks * 7 }, (_, day) => day).flatMap((day) => (day % 7 >= 5 ? [] : Array.from({ length: 9 }, (_, hour) => [march + day * 24 + 8 + hour, 3] as const)));
}
