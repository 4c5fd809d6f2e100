import { codeLabel, hiddenCharacters, lineEnd } from '#shared/hidden-characters.ts';

export { lineEnd };

export type TextPiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'code'; readonly label: string } | { readonly kind: 'line end' };

const emojiSelector = '\ufe0f';
const endsInEmoji = /\p{Emoji}$/u;

/**
 * `lines`: a line feed stays a line feed (for text shown over many lines); a tab then stays a tab. Otherwise a line feed,
 * with the carriage return before it if there is one, is the end of a line and nothing to be alarmed about.
 */
export function visiblePieces(text: string, lines: boolean): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(hiddenCharacters)) {
    const [character] = match;
    if (lines && (character === '\n' || character === '\t')) continue;
    if (character === emojiSelector && endsInEmoji.test(text.slice(Math.max(0, match.index - 2), match.index))) continue;
    if (match.index > plainFrom) pieces.push({ kind: 'text', text: text.slice(plainFrom, match.index) });
    if (lines && character === '\r\n') {
      pieces.push({ kind: 'code', label: codeLabel('\r') });
      plainFrom = match.index + 1;
      continue;
    }
    pieces.push(character === '\n' || character === '\r\n' ? { kind: 'line end' } : { kind: 'code', label: codeLabel(character) });
    plainFrom = match.index + character.length;
  }
  if (plainFrom < text.length) pieces.push({ kind: 'text', text: text.slice(plainFrom) });
  return pieces;
}

/** The same as one string, for attributes: `abc⟨U+202E⟩def`. */
export function visibleString(text: string): string {
  return visiblePieces(text, false)
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'line end' ? lineEnd : `⟨${piece.label}⟩`))
    .join('');
}
