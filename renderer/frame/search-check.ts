import { parseSearch } from '#shared/search/parse-search.ts';
import type { SearchProblem } from '#shared/search/search.ts';

/** Null when the text can be read as a search; nothing typed yet is fine too. */
export function checkSearch(text: string): SearchProblem | null {
  const read = parseSearch(text);
  return read.ok ? null : read.problem;
}
