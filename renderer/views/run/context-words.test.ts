import { describe, expect, it } from 'vitest';
import { timeFrom } from './context-words.ts';

describe('how far another run is', () => {
  const at = 1_773_705_600_000_000_000n;
  const from = (nanoseconds: bigint): string => timeFrom(String(at), String(at + nanoseconds));

  it('is said in the unit that tells it, with its sign', () => {
    expect(from(250_000_000n)).toBe('+0.250 s');
    expect(from(-102_000_000_000n)).toBe('−01:42');
    expect(from(3_600_000_000_000n)).toBe('+01:00:00');
    expect(from(-(2n * 86_400n + 3n * 3600n + 600n) * 1_000_000_000n)).toBe('−2 d 03:10:00');
    expect(from(0n)).toBe('same instant');
  });

  it('is unknown where a time is not recorded', () => {
    expect(timeFrom(null, '1')).toBe('unknown');
    expect(timeFrom('1', null)).toBe('unknown');
  });
});
