import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffPiece, wordDiff, words } from './word-diff.ts';

const textOf = (pieces: readonly DiffPiece[], side: 'removed' | 'added'): string => pieces.filter(({ kind }) => kind === 'same' || kind === side).map(({ text }) => text).join('');
const texts = fc.array(fc.constantFrom('we', 'refund', ' ', ' ', '340.00', 'EUR', '.', '\n', 'ü', '😀', 'the', ','), { maxLength: 40 }).map((parts) => parts.join(''));

describe('wordDiff', () => {
  it('marks the words that were changed and nothing else', () => {
    expect(wordDiff('We will refund 34.00 EUR today.', 'We will refund 340.00 EUR today.').pieces).toEqual([
      { kind: 'same', text: 'We will refund ' },
      { kind: 'removed', text: '34.00' },
      { kind: 'added', text: '340.00' },
      { kind: 'same', text: ' EUR today.' },
    ]);
  });

  it('says when nothing was changed', () => {
    expect(wordDiff('as drafted', 'as drafted')).toEqual({ pieces: [{ kind: 'same', text: 'as drafted' }], same: true, wordByWord: true });
  });

  it('gives back both texts to the letter', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const { pieces } = wordDiff(before, after);
        expect(textOf(pieces, 'removed')).toBe(before);
        expect(textOf(pieces, 'added')).toBe(after);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('loses no character of any text when it splits it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(words(text).join('')).toBe(text);
      }),
      { seed: 12 },
    );
  });

  it('shows two texts without anything in common as one replacing the other, quickly', () => {
    const many = (word: string): string => Array.from({ length: 4000 }, (_, index) => `${word}${index}`).join(' ! ');
    const { pieces, wordByWord } = wordDiff(many('a').replaceAll(' ', ''), many('b').replaceAll('!', '?').replaceAll(' ', ''));
    expect(wordByWord).toBe(false);
    expect(pieces.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  });
});
