import { describe, expect, it } from 'vitest';
import { shareGone, spanText, timeLeft } from './time-left.ts';

const hours = (count: number): string => (BigInt(count) * 3_600_000_000_000n).toString();

describe('time left', () => {
  it('is cut to the minute, so that a deadline never looks further away than it is', () => {
    expect(timeLeft(hours(41), '0')).toEqual({ text: '41 h 00 min left', late: false });
    expect(timeLeft(hours(41), '1')).toEqual({ text: '40 h 59 min left', late: false });
    expect(timeLeft(hours(0), hours(2))).toEqual({ text: 'late by 2 h 00 min', late: true });
    expect(timeLeft('0', '0')).toEqual({ text: '0 h 00 min left', late: false });
    expect(spanText(hours(100))).toBe('4 d 4 h');
  });

  it('fills its bar between start and due, and no further', () => {
    expect(shareGone('0', hours(72), hours(36))).toBe(0.5);
    expect(shareGone('0', hours(72), hours(100))).toBe(1);
    expect(shareGone(hours(10), hours(72), '0')).toBe(0);
    expect(shareGone('5', '5', '5')).toBe(1);
  });
});
