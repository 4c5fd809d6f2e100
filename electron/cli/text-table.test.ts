import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, textTable } from './text-table.ts';

describe('a text table', () => {
  it('puts columns in line and numbers to the right', () => {
    expect(textTable(['source', 'read'], [['a', '7'], ['long name', '1200']], ['read'])).toBe('source     read\na             7\nlong name  1200\n');
  });

  it('shows what would move the cursor or turn the text around, and never lets it through', () => {
    expect(printable('a\u001b[2Jb\u202ec\u0085d')).toBe('a⟨U+001B⟩[2Jb⟨U+202E⟩c⟨U+0085⟩d');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(printable(text))),
      { seed: 7 },
    );
  });
});
