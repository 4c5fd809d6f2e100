/**
 * What could hide in a text or reorder it: controls, format characters (bidi, zero-width, tags), line and paragraph
 * separators, private use, unassigned and lone surrogates, blank letters, and variation selectors.
 */
export const hiddenCharacters = /\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Stands for the end of a line where text runs on in one line. */
export const lineEnd = '⏎';

export function codeLabel(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text on one line with every hidden character spelled out: `abc⟨U+202E⟩def`. What leaves the window or the case as text goes through here. */
export function spelledOut(text: string): string {
  return text.replaceAll(hiddenCharacters, (character) => (character === '\n' || character === '\r\n' ? lineEnd : `⟨${codeLabel(character)}⟩`));
}
