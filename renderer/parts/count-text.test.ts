import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesText, countedText, countText, durationText } from './count-text.ts';

describe('counts', () => {
  it('are grouped by threes and never shortened', () => {
    expect(countText(48120)).toBe('48\u202f120');
    expect(countText(999)).toBe('999');
    expect(countText(-1234567)).toBe('-1\u202f234\u202f567');
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        expect(countText(count).replaceAll('\u202f', '')).toBe(String(count));
      }),
      { seed: 2 },
    );
  });

  it('agree with their noun', () => {
    expect(countedText(1, 'run')).toBe('1 run');
    expect(countedText(0, 'entry', 'entries')).toBe('0 entries');
  });
});

describe('sizes', () => {
  it('are rounded down, so that they never claim more than there is', () => {
    expect(bytesText(0)).toBe('0 B');
    expect(bytesText(999)).toBe('999 B');
    expect(bytesText(1_999_999)).toBe('1.99 MB');
    expect(bytesText(61_227_178)).toBe('61.2 MB');
    expect(bytesText(999_999)).toBe('999 kB');
  });
});

describe('durations', () => {
  it('read as a person says them', () => {
    expect(durationText(8.4)).toBe('8 s');
    expect(durationText(125)).toBe('2 min 05 s');
    expect(durationText(4320)).toBe('1 h 12 min');
    expect(durationText(-3)).toBe('0 s');
  });
});
