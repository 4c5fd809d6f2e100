import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch } from '#shared/search/parse-search.ts';
import { alternativesOf, excludeTerm, hasTerm, onlyTerm, type SearchTerm, termsOf, toggleTerm, valueOfTerm } from './search-terms.ts';

const refund: SearchTerm = { field: 'action', value: 'refund' };
const credit: SearchTerm = { field: 'action', value: 'credit note' };

describe('ticking values of a facet', () => {
  it('adds the value to what is searched for already', () => {
    expect(toggleTerm('agent:bot "late fee"', refund)).toBe('agent:bot "late fee" action:refund');
  });

  it('makes alternatives of two values, and one term again when one is cleared', () => {
    const both = toggleTerm(toggleTerm('', refund), credit);
    expect(both).toBe('(action:refund OR action:"credit note")');
    expect(hasTerm(both, refund) && hasTerm(both, credit)).toBe(true);
    expect(toggleTerm(both, refund)).toBe('action:"credit note"');
    expect(toggleTerm(toggleTerm(both, refund), credit)).toBe('');
  });

  it('leaves brackets that a person wrote alone', () => {
    const typed = '(action:refund OR missing:approval) -agent:x';
    expect(toggleTerm(typed, refund)).toBe('(action:refund OR missing:approval) -agent:x action:refund');
  });

  it('asks for runs in which nothing is recorded', () => {
    expect(toggleTerm('', { field: 'agent', value: null })).toBe('agent:not-recorded');
  });
});

describe('filtering by a cell', () => {
  it('keeps only its value, whatever was asked of the field before', () => {
    expect(onlyTerm('(action:refund OR action:"credit note") -action:refund', refund)).toBe('action:refund');
  });

  it('leaves its value out', () => {
    expect(excludeTerm('action:refund agent:bot', refund)).toBe('agent:bot -action:refund');
  });
});

describe('every edit', () => {
  it('gives a search that can be read, whatever the values hold', () => {
    const values = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(values, (many) => {
        const where = many.reduce((text, value) => toggleTerm(text, { field: 'subject', value }), 'refund -outcome:failed');
        expect(parseSearch(where).ok).toBe(true);
        const left = [...new Set(many)].filter((value) => many.filter((other) => other === value).length % 2 === 1);
        expect(alternativesOf(where, 'subject').map((term) => valueOfTerm(term, 'subject')).sort()).toEqual(left.sort());
      }),
      { seed: 31 },
    );
  });

  it('loses no term, even of a text that is not finished', () => {
    expect(termsOf('a "b c')).toEqual(['a', '"b c']);
    expect(termsOf('(a OR "b) c"  d')).toEqual(['(a OR "b) c" d']);
  });
});
