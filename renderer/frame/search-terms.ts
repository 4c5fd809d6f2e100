import { termsOf } from '../parts/search-terms.ts';

/**
 * The terms of a search text, for showing them one by one, or null when it is more than a plain list of terms (groups,
 * OR, an open quote): then only the whole text means what it says. The language itself is in shared/search.
 */
export function plainTerms(text: string): readonly string[] | null {
  const terms = termsOf(text);
  const outsideQuotes = terms.map((term) => term.replace(/"(?:[^"\\]|\\.)*"/gu, ''));
  return outsideQuotes.some((term) => term === 'OR' || /["()]/.test(term)) ? null : terms;
}

/** `field:` and the rest, as a chip shows them; a bare word has no name. */
export function termParts(term: string): { readonly name: string | null; readonly value: string } {
  const match = /^(-?[A-Za-z]+:)(.+)$/su.exec(term);
  return match === null ? { name: null, value: term } : { name: match[1] ?? null, value: match[2] ?? '' };
}

/** A source is searched for by its number and known by its name. */
export function chipValue(name: string | null, value: string, sources: readonly { readonly sourceKey: number; readonly name: string }[]): string {
  if (name?.endsWith('source:') !== true) return value;
  return sources.find(({ sourceKey }) => value === `#${sourceKey}`)?.name ?? value;
}

export function withoutTerm(terms: readonly string[], index: number): string {
  return terms.filter((_, position) => position !== index).join(' ');
}
