import type { Facet } from '#shared/ipc/answers.ts';
import type { SearchField } from '#shared/search/search.ts';
import { alternativesOf, hasTerm, type SearchTerm, termText, valueOfTerm } from '../../parts/search-terms.ts';

export interface FacetRow {
  readonly term: SearchTerm;
  readonly label: string;
  readonly count: number;
  /** Of the largest count in its facet, 0 to 1. */
  readonly share: number;
  readonly chosen: boolean;
}

/** Chosen values stand first and stay, at 0 too: otherwise there would be no place to take them out again. */
export function facetRows(facet: Facet, field: SearchField, where: string): readonly FacetRow[] {
  const largest = Math.max(1, ...facet.values.map(({ count }) => count));
  const listed = facet.values.map(({ value, label, count }): FacetRow => {
    const term = { field, value: value === 'not-recorded' ? null : value };
    return { term, label, count, share: count / largest, chosen: hasTerm(where, term) };
  });
  const unlisted = alternativesOf(where, field)
    .filter((text) => listed.every(({ term }) => termText(term) !== text))
    .map((text): FacetRow => {
      const value = valueOfTerm(text, field);
      return { term: { field, value }, label: value ?? 'not recorded', count: 0, share: 0, chosen: true };
    });
  return [...listed.filter(({ chosen }) => chosen), ...unlisted, ...listed.filter(({ chosen }) => !chosen)];
}
