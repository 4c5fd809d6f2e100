import type { FreeWord } from './search.ts';

/**
 * The words of a text as the free-text search knows them: runs of letters and digits, case folded, no stemming. A character of
 * Han, Hiragana or Katakana is a word of its own. What is longer than `longestWord` is cut there, in texts and searches alike.
 */
export function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  addWordsOf(text, words);
  return words;
}

/** The same, into a set that has others. */
export function addWordsOf(text: string, words: Set<string>): void {
  const lower = text.toLowerCase();
  const ascii = addAscii(lower, words);
  if (ascii < lower.length) for (const word of folded(text).match(pattern) ?? []) words.add(word.slice(0, longestWord));
}

/** Adds the words of a text up to its first character beyond ASCII, and says where that is. A third of the time the expression takes, and most texts are nothing else. */
function addAscii(lower: string, words: Set<string>): number {
  let from = -1;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    const isWord = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (isWord && from < 0) from = at;
    if (isWord) continue;
    // The word before may go on with it.
    if (code > 127) return at;
    if (from >= 0) words.add(lower.slice(from, Math.min(at, from + longestWord)));
    from = -1;
  }
  if (from >= 0) words.add(lower.slice(from, from + longestWord));
  return lower.length;
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
