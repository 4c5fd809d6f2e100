import { describe, expect, it } from 'vitest';
import { parseInstant } from './time.ts';
import { unplacedReason } from './time-axis.ts';

describe('a place on the axis', () => {
  const imported = ns('2026-03-20T09:00:00Z');

  it('is not given to defaults, other centuries or times after the import', () => {
    expect(unplacedReason(null, imported)).toBe('no usable time');
    for (const zero of ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00+01:00', '1970-01-01T12:00:00Z']) expect(unplacedReason(ns(zero), imported)).toBe('zero');
    for (const early of ['1601-01-01T00:00:00Z', '1900-01-01T00:00:00Z', '1970-02-01T00:00:00Z', '1989-12-31T23:59:59Z']) expect(unplacedReason(ns(early), imported)).toBe('before 1990');
    for (const late of ['2026-03-21T09:00:00Z', '2062-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) expect(unplacedReason(ns(late), imported)).toBe('after its import');
  });

  it('is given to anything between, and to a clock that runs a little ahead', () => {
    for (const fine of ['1990-01-01T00:00:00Z', '2026-03-17T14:38:22.104Z', '2026-03-20T23:00:00Z']) expect(unplacedReason(ns(fine), imported)).toBe(null);
  });
});

function ns(text: string): string {
  const reading = parseInstant(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.ns;
}
