/** Markup made by our own templates. Everything else that goes into a page is text and is escaped on the way. */
export interface Html {
  readonly markup: string;
}

type Piece = string | number | Html | readonly Html[];

/** A template whose every value is escaped unless it is markup already. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: literals.map((literal, index) => literal + (index < pieces.length ? markupOf(pieces[index] ?? '') : '')).join('') };
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escapeText(piece);
  if (typeof piece === 'number') return String(piece);
  return 'markup' in piece ? piece.markup : piece.map((part) => part.markup).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in an element and in a quoted attribute; what a reader could not see, or what would reorder the text, is spelled out. */
export function escapeText(text: string): string {
  return showUnseen(text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character));
}

/** The same text with every character spelled out that a reader could not see or that would reorder it. */
export function showUnseen(text: string): string {
  return text.replaceAll(unseen, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** Controls, format characters (bidi, zero width, tags), separators, private use, unassigned, lone surrogates, blank letters, variation selectors. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
