import type { Facet } from '#shared/ipc/answers.ts';
import type { SearchField } from '#shared/search/search.ts';
import { alternativesOf, hasTerm, type SearchTerm, termText, valueOfTerm } from '../../parts/search-terms.ts';

export interface FacetRow {
  readonly term: SearchTerm;
  readonly label: string;
  /** What stands behind the name and tells such values apart: never cut off. */
  readonly version: string | null;
  /** Null: chosen, but not among the values that were counted. */
  readonly count: number | null;
  /** Of the largest count in its facet, 0 to 1. */
  readonly share: number;
  readonly chosen: boolean;
}

/** Chosen values stand first and stay, counted or not: otherwise there would be no place to take them out again. */
export function facetRows(facet: Facet, field: SearchField, where: string): readonly FacetRow[] {
  const largest = Math.max(1, ...facet.values.map(({ count }) => count));
  const listed = facet.values.map(({ value, label, count }): FacetRow => {
    const term = { field, value: value === 'not-recorded' ? null : value };
    return { term, ...nameAndVersion(field, value, label), count, share: count / largest, chosen: hasTerm(where, term) };
  });
  const unlisted = alternativesOf(where, field)
    .filter((text) => listed.every(({ term }) => termText(term) !== text))
    .map((text): FacetRow => {
      const value = valueOfTerm(text, field);
      return { term: { field, value }, ...nameAndVersion(field, value ?? '', value ?? 'not recorded'), count: null, share: 0, chosen: true };
    });
  return [...listed.filter(({ chosen }) => chosen), ...unlisted, ...listed.filter(({ chosen }) => !chosen)];
}

/** `refund-triage@v14` is the version v14 of refund-triage; other values are one piece. */
function nameAndVersion(field: SearchField, value: string, label: string): Pick<FacetRow, 'label' | 'version'> {
  const at = value.lastIndexOf('@');
  if ((field !== 'model' && field !== 'prompt') || at <= 0) return { label, version: null };
  const name = value.slice(0, at);
  // A version nobody recorded has words in the label only.
  if (at === value.length - 1) return label.startsWith(`${name} · `) ? { label: name, version: label.slice(name.length + 3) } : { label, version: null };
  return { label: name, version: value.slice(at + 1) };
}
