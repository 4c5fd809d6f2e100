import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestWord, wordsIn } from './words-in.ts';

/** The definition in one expression, as the search box and the index have to agree on it. */
const pattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu;
const defined = (text: string): readonly string[] => [...new Set(text.normalize('NFC').toLowerCase().match(pattern)?.map((word) => word.slice(0, longestWord)))].sort();

describe('the words of a text', () => {
  it('are its runs of letters and digits, case folded, each once', () => {
    expect([...wordsIn('The second charge, INV-42: charge of 12.50 EUR')]).toEqual(['the', 'second', 'charge', 'inv', '42', 'of', '12', '50', 'eur']);
    expect([...wordsIn('')]).toEqual([]);
    expect([...wordsIn('caf\u0065\u0301 ÄRGER naïve')].sort()).toEqual(['café', 'naïve', 'ärger']);
    expect([...wordsIn('abc返金def')]).toEqual(['abc', '返', '金', 'def']);
    expect([...wordsIn('x'.repeat(longestWord + 5))]).toEqual(['x'.repeat(longestWord)]);
  });

  it('are the same for any text, whichever way it is read', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('a', 'B', '9', ' ', '-', 'é', 'e\u0301', 'İ', 'K', '返', '\u0000', 'ß', '\ud800'), { maxLength: 30 }).map((some) => some.join('')));
    fc.assert(fc.property(texts, (text) => void expect([...wordsIn(text)].sort()).toEqual(defined(text))), { numRuns: 500 });
  });
});
