import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visiblePieces, visibleString } from './visible-characters.ts';

describe('hostile text', () => {
  it('shows what would reorder, hide or ring', () => {
    expect(visibleString('pay \u202eRUE 001')).toBe('pay ⟨U+202E⟩RUE 001');
    expect(visibleString('ad\u200bmin\u00ad')).toBe('ad⟨U+200B⟩min⟨U+00AD⟩');
    expect(visibleString('\u001b[31mred\u0007\r')).toBe('⟨U+001B⟩[31mred⟨U+0007⟩⟨U+000D⟩');
    expect(visibleString('\u{e0041}\u3164\ud800')).toBe('⟨U+E0041⟩⟨U+3164⟩⟨U+D800⟩');
  });

  it('marks the end of a line quietly, and only what ends one', () => {
    expect(visibleString('a\nb\r\nc\rd')).toBe('a⏎b⏎c⟨U+000D⟩d');
    expect(visiblePieces('a\r\nb', false)).toEqual([{ kind: 'text', text: 'a' }, { kind: 'line end' }, { kind: 'text', text: 'b' }]);
  });

  it('keeps line feeds and tabs where text runs over lines, and nothing else', () => {
    expect(visiblePieces('a\n\tb\rc', true)).toEqual([
      { kind: 'text', text: 'a\n\tb' },
      { kind: 'code', label: 'U+000D' },
      { kind: 'text', text: 'c' },
    ]);
  });

  it('leaves letters of every script and plain emoji alone', () => {
    for (const text of ['Müller', 'Ελλάδα', '東京', 'مرحبا', '✔️', '👍']) expect(visibleString(text)).toBe(text);
  });

  it('shows a variation selector that does not belong to an emoji', () => {
    expect(visibleString('x\ufe0f')).toBe('x⟨U+FE0F⟩');
  });

  it('loses nothing: every character is there, as itself or by number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const back = visiblePieces(text, false)
          .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'line end' ? '\n' : String.fromCodePoint(Number.parseInt(piece.label.slice(2), 16))))
          .join('');
        expect(back).toBe(text.replaceAll('\r\n', '\n'));
      }),
      { seed: 3 },
    );
  });
});
