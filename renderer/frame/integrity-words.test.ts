import { describe, expect, it } from 'vitest';
import { integrityWords } from './integrity-words.ts';
import { shareDone } from './job-words.ts';

describe('what the status bar says of integrity', () => {
  it('counts the sources by what they say, what is open first, and keeps the full words', () => {
    const sources = ['no mechanism: no proof', 'hash chain, not checked yet', 'no mechanism: no proof', 'no mechanism known: columns are not checked yet'].map((integrity) => ({ integrity }));
    expect(integrityWords(sources)).toEqual([
      { words: 'not checked yet', count: 2, open: true, details: ['hash chain, not checked yet', 'no mechanism known: columns are not checked yet'] },
      { words: 'no mechanism', count: 2, open: false, details: ['no mechanism: no proof'] },
    ]);
    expect(integrityWords([])).toEqual([]);
  });

  it('repeats words it does not know as they stand', () => {
    expect(integrityWords([{ integrity: 'signed checkpoints: 7 of 7 verified' }])).toMatchObject([{ words: 'signed checkpoints: 7 of 7 verified', count: 1 }]);
  });
});

describe('progress', () => {
  it('is unknown without a total, and not complete before the engine says so', () => {
    expect(shareDone(5, 0)).toBeNull();
    expect(shareDone(10, 10)).toBeLessThan(1);
    expect(shareDone(-1, 10)).toBe(0);
  });
});
