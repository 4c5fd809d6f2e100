import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '#shared/model/incident.ts';
import { curveBands, dayEnds, stepPath } from './curve-paths.ts';

const day = 86_400_000_000_000n;
const point = (at: bigint, sum: string, people: number): CurvePoint => ({ at: at.toString(), owed: sum === '' ? [] : [{ currency: 'EUR', sum }], people, withoutPerson: 0, runs: people });
const points = [point(0n, '100.00', 1), point(day / 2n, '50.00', 1), point(day * 2n, '', 0)];

describe('the curve of open compensations', () => {
  it('holds each value until the next point, in a box of 1000 by 60', () => {
    expect(stepPath(points, curveBands(points)[0]?.of ?? (() => 0))).toBe('M0 4.0H250.0V31.0H1000.0V58.0');
    expect(stepPath(points.slice(0, 1), () => 1)).toBe('');
  });

  it('keeps currencies apart and people last, and takes the last point of each day', () => {
    expect(curveBands(points).map(({ title, most, last }) => [title, most, last])).toEqual([['EUR still owed', '100.00', '0.00'], ['People owed', '1', '0']]);
    expect(dayEnds(points).map(({ day: of, point: { people } }) => [of, people])).toEqual([['1970-01-01', 1], ['1970-01-03', 0]]);
  });
});
