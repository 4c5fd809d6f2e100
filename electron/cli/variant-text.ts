import { variantLetters } from '#shared/model/run-facts.ts';
import type { ProcessVariant } from '#shared/model/variant.ts';

/** What each letter stands for, in one line. */
export const variantLetterWords = Object.entries(variantLetters).map(([letter, words]) => `${letter} ${words}`).join(', ');

/** `t m o – x s`: a stage that follows itself with its number, a stage no record speaks of as a dash. */
export function variantText({ marks, undrawn }: Pick<ProcessVariant, 'marks' | 'undrawn'>): string {
  const drawn = marks.map(({ letter, times }) => (letter === null ? '–' : times > 1 ? `${letter}×${times}` : letter)).join(' ');
  return undrawn > 0 ? `${drawn} … ${undrawn} more` : drawn;
}
