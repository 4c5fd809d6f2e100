import type { FreeWord } from '#shared/search/search.ts';
import { freeWords } from '#shared/search/words-in.ts';
import { foldCase } from '../run-words.ts';
import type { Bind } from './text-conditions.ts';

/** Part of what the row's word column holds, or all its words in the run's texts. */
export function wordsCondition(text: string, bind: Bind): string {
  const inRow = `strpos(run.words, ${bind(foldCase(text))}::text) > 0`;
  const words = freeWords(text, true);
  return words.length === 0 ? inRow : `${inRow} OR ${freeTextCondition(words, bind)}`;
}

/** Every word in the run's texts, whether they are indexed yet or wait for it: see migrations/0012-run-texts.ts. */
export function freeTextCondition(words: readonly FreeWord[], bind: Bind): string {
  // Words are letters and digits (words-in.ts): nothing in them ends the quotes.
  const query = bind(words.map(({ word, begins }) => `'${word}'${begins ? ':*' : ''}`).join(' & '));
  return `run.id IN (SELECT indexed.run_id FROM run_text AS indexed WHERE indexed.case_key = $1 AND indexed.words @@ ${query}::tsquery
                      UNION ALL
                     SELECT waiting.run_id FROM run_text_waiting AS waiting WHERE waiting.case_key = $1 AND waiting.words @@ ${query}::tsquery)`;
}
