import { describe, expect, it } from 'vitest';
import { chipValue, plainTerms, termParts, withoutTerm } from './search-terms.ts';

describe('a search text as chips', () => {
  it('is one chip a term, quotes kept whole', () => {
    expect(plainTerms('action:refund  agent:"support (EU) OR us" -late')).toEqual(['action:refund', 'agent:"support (EU) OR us"', '-late']);
    expect(plainTerms('')).toEqual([]);
  });

  it('stays one text when terms alone would not say what it says', () => {
    expect(plainTerms('a OR b')).toBeNull();
    expect(plainTerms('-(a b)')).toBeNull();
    expect(plainTerms('agent:"open')).toBeNull();
  });

  it('tells a field from its value', () => {
    expect(termParts('-approval:human')).toEqual({ name: '-approval:', value: 'human' });
    expect(termParts('INV-2026')).toEqual({ name: null, value: 'INV-2026' });
    expect(termParts('at:2026-03-17T10:00')).toEqual({ name: 'at:', value: '2026-03-17T10:00' });
  });

  it('calls a source by its name, and by its number only when it has none here', () => {
    const sources = [{ sourceKey: 1, name: 'refunds.jsonl' }];
    expect([chipValue('source:', '#1', sources), chipValue('-source:', '#1', sources), chipValue('source:', '#2', sources), chipValue('subject:', '#1', sources)]).toEqual(['refunds.jsonl', 'refunds.jsonl', '#2', '#1']);
  });

  it('loses exactly the term that is taken away', () => {
    expect(withoutTerm(['a', 'b', 'a'], 2)).toBe('a b');
  });
});
