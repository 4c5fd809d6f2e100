import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from './time.ts';
import { binEdges, timeUnits, unitFor, unitLength } from './time-bins.ts';

describe('bins of time', () => {
  it('are whole units that cover the window', () => {
    expect(edges('2026-03-17T06:10:00Z', '2026-03-17T08:50:00Z', '1 h')).toEqual(['2026-03-17T06:00:00', '2026-03-17T07:00:00', '2026-03-17T08:00:00', '2026-03-17T09:00:00']);
    expect(edges('2026-02-11T00:00:00Z', '2026-04-02T00:00:00Z', '1 month')).toEqual(['2026-02-01T00:00:00', '2026-03-01T00:00:00', '2026-04-01T00:00:00', '2026-05-01T00:00:00']);
    expect(edges('2026-03-17T00:00:00Z', '2026-03-24T00:00:00Z', '1 week')).toEqual(['2026-03-16T00:00:00', '2026-03-23T00:00:00', '2026-03-30T00:00:00']);
    expect(edges('2025-11-30T00:00:00Z', '2026-05-01T00:00:00Z', '3 months')).toEqual(['2025-10-01T00:00:00', '2026-01-01T00:00:00', '2026-04-01T00:00:00', '2026-07-01T00:00:00']);
  });

  it('begin at local midnight on days of 23 and of 25 hours', () => {
    // Clocks go forward on 29 March 2026 and back on 25 October 2026.
    const spring = edges('2026-03-28T12:00:00Z', '2026-03-31T00:00:00Z', '1 d', 'Europe/Berlin');
    expect(spring).toEqual(['2026-03-28T00:00:00', '2026-03-29T00:00:00', '2026-03-30T00:00:00', '2026-03-31T00:00:00', '2026-04-01T00:00:00']);
    expect(hoursOf('2026-03-28T12:00:00Z', '2026-03-31T00:00:00Z', 'Europe/Berlin')).toEqual([24, 23, 24, 24]);
    expect(hoursOf('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', 'Europe/Berlin')).toEqual([24, 25, 24]);
    // Six-hour bins of the short day end at its end.
    expect(edges('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '6 h', 'Europe/Berlin')).toEqual(['2026-03-29T00:00:00', '2026-03-29T07:00:00', '2026-03-29T13:00:00', '2026-03-29T19:00:00', '2026-03-30T00:00:00']);
  });

  it('begin with the jump where midnight itself is skipped', () => {
    expect(edges('2018-11-03T12:00:00Z', '2018-11-05T12:00:00Z', '1 d', 'America/Sao_Paulo')).toEqual(['2018-11-03T00:00:00', '2018-11-04T01:00:00', '2018-11-05T00:00:00', '2018-11-06T00:00:00']);
  });

  it('begin with a day whose offset is no whole hour', () => {
    expect(edges('2026-03-17T00:00:00Z', '2026-03-17T06:00:00Z', '3 h', 'Asia/Kolkata')).toEqual(['2026-03-17T03:00:00', '2026-03-17T06:00:00', '2026-03-17T09:00:00', '2026-03-17T12:00:00']);
  });

  it('are chosen so that no more than asked for stand in the window, and are never fewer than needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 631_152_000, max: 4_000_000_000 }), fc.integer({ min: 1, max: 900_000_000 }), fc.constantFrom('utc', 'Europe/Berlin', 'Asia/Kolkata'), (start, length, zone) => {
        const window = { from: `${start}000000000`, until: `${start + length}000000000` };
        const unit = unitFor(window, 200);
        const found = binEdges(window, unit, zone);
        expect(BigInt(found[0] ?? '0') <= BigInt(window.from) && BigInt(found.at(-1) ?? '0') >= BigInt(window.until)).toBe(true);
        expect(found.length).toBeLessThan(212);
        for (const [index, edge] of found.entries()) if (index > 0) expect(BigInt(edge) > BigInt(found[index - 1] ?? '0')).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('know their units from fine to coarse', () => {
    expect(timeUnits.map(unitLength).every((length, index, all) => index === 0 || length > (all[index - 1] ?? 0n))).toBe(true);
    expect(binEdges({ from: '5', until: '5' }, '1 s', 'utc')).toEqual([]);
  });
});

function edges(from: string, until: string, unit: (typeof timeUnits)[number], zone = 'utc'): readonly string[] {
  return binEdges({ from: ns(from), until: ns(until) }, unit, zone).map((edge) => {
    const { date, time } = formatInstant(edge, { zone });
    return `${date}T${time}`;
  });
}

function hoursOf(from: string, until: string, zone: string): readonly number[] {
  const found = binEdges({ from: ns(from), until: ns(until) }, '1 d', zone);
  return found.slice(1).map((edge, index) => Number((BigInt(edge) - BigInt(found[index] ?? '0')) / 3_600_000_000_000n));
}

function ns(text: string): string {
  const reading = parseInstant(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.ns;
}
