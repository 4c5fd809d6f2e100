import type { FreeWord } from './search.ts';

/**
 * The words of a text as the free-text search knows them: runs of letters and digits, case folded, no stemming. A character of
 * Han, Hiragana or Katakana is a word of its own. What is longer than `longestWord` is cut there, in texts and searches alike.
 */
export function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [word] of folded(text).matchAll(pattern)) words.add(word.slice(0, longestWord));
  return words;
}

/** The same of what a person asks for; unquoted, a star behind a word asks for all that begin so. */
export function freeWords(text: string, quoted: boolean): readonly FreeWord[] {
  const found = new Map<string, FreeWord>();
  const whole = folded(text);
  for (const match of whole.matchAll(pattern)) {
    const word = match[0].slice(0, longestWord);
    const begins = !quoted && whole.charAt(match.index + match[0].length) === '*';
    found.set(`${word}${begins ? '*' : ''}`, { word, begins });
  }
  return [...found.values()];
}

export const longestWord = 120;

const pattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu;

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
