import type { Facet } from '../answers.ts';

export interface SearchAnswers {
  'search.standing': SearchStanding;
  'search.values': FieldValues;
}

export interface SearchStanding {
  readonly explanation: string;
  /** Terms that the survey of the case answers; empty: the answer rests on nothing unfinished. */
  readonly needs: readonly string[];
  /** Runs the survey knows, of all; what it does not know yet, such terms do not find. */
  readonly surveyed: number;
  readonly total: number;
  readonly whole: boolean;
  /** Where words of texts are asked for: how they were found, and how many runs have more words than the index holds. */
  readonly texts: { readonly by: 'index' | 'index and scan'; readonly cut: number } | null;
}

export interface FieldValues {
  readonly values: Facet['values'];
  /** Distinct values that are not listed. */
  readonly more: number;
}
