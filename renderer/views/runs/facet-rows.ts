import type { Facet } from '#shared/ipc/answers.ts';
import { hasTerm, valuesAskedFor } from '../../parts/search-terms.ts';

export interface FacetRow {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  /** Of the largest count in its facet, 0 to 1. */
  readonly share: number;
  readonly chosen: boolean;
}

/** Chosen values stand first and stay, at 0 too: otherwise there would be no place to take them out again. */
export function facetRows(facet: Facet, where: string): readonly FacetRow[] {
  const largest = Math.max(1, ...facet.values.map(({ count }) => count));
  const listed = facet.values.map(({ value, label, count }) => ({ value, label, count, share: count / largest, chosen: hasTerm(where, { field: facet.field, value }) }));
  const unlisted = valuesAskedFor(where, facet.field)
    .filter((value) => !facet.values.some((other) => other.value === value))
    .map((value) => ({ value, label: value, count: 0, share: 0, chosen: true }));
  return [...listed.filter(({ chosen }) => chosen), ...unlisted, ...listed.filter(({ chosen }) => !chosen)];
}
