import { describe, expect, it } from 'vitest';
import { clockNanoseconds, clockText } from './clock-words.ts';

describe('what a person states of a clock', () => {
  it('is read exactly, in the unit it is written in', () => {
    expect(clockNanoseconds('2.1', 's')).toBe('2100000000');
    expect(clockNanoseconds('0,5', 'h')).toBe('1800000000000');
    expect(clockNanoseconds('340', 'ms')).toBe('340000000');
  });

  it('is refused where it is no amount, nothing, or finer than a nanosecond', () => {
    for (const text of ['', '0', '-2', 'two', '1e3', '1.2.3']) expect(clockNanoseconds(text, 's'), text).toBeNull();
    expect(clockNanoseconds('0.0000001', 'ms')).toBeNull();
  });

  it('is said in a unit people use, with its direction', () => {
    expect(clockText('2100000000')).toBe('2.1 s ahead');
    expect(clockText('-340000000')).toBe('340 ms behind');
    expect(clockText('3600000000000')).toBe('1 h ahead');
    expect(clockText('7')).toBe('7 ns ahead');
  });
});
