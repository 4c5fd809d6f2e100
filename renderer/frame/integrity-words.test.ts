import { describe, expect, it } from 'vitest';
import { integrityWords } from './integrity-words.ts';
import { shareDone } from './job-words.ts';

describe('what the status bar says of integrity', () => {
  it('repeats the sources’ own words, counted, what is open first', () => {
    const sources = ['no mechanism', 'hash chain, not checked yet', 'no mechanism'].map((integrity) => ({ integrity }));
    expect(integrityWords(sources)).toEqual([
      { words: 'hash chain, not checked yet', count: 1, open: true },
      { words: 'no mechanism', count: 2, open: false },
    ]);
    expect(integrityWords([])).toEqual([]);
  });
});

describe('progress', () => {
  it('is unknown without a total, and not complete before the engine says so', () => {
    expect(shareDone(5, 0)).toBeNull();
    expect(shareDone(10, 10)).toBeLessThan(1);
    expect(shareDone(-1, 10)).toBe(0);
  });
});
