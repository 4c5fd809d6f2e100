export type TextPiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'code'; readonly label: string } | { readonly kind: 'line end' };

/**
 * What could hide in a text or reorder it: controls, format characters (bidi, zero-width, tags), line and paragraph
 * separators, private use, unassigned and lone surrogates, blank letters, and variation selectors.
 */
const hiding = /\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Stands for the end of a line where text runs on in one line. */
export const lineEnd = '⏎';

const emojiSelector = '\ufe0f';
const endsInEmoji = /\p{Emoji}$/u;

/**
 * `lines`: a line feed stays a line feed (for text shown over many lines); a tab then stays a tab. Otherwise a line feed,
 * with the carriage return before it if there is one, is the end of a line and nothing to be alarmed about.
 */
export function visiblePieces(text: string, lines: boolean): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(hiding)) {
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

function codeLabel(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
