/**
 * The terms of a search text, for showing them one by one, or null when it is more than a plain list of terms (groups,
 * OR, an open quote): then only the whole text means what it says. The language itself is in shared/search.
 */
export function searchTerms(text: string): readonly string[] | null {
  const terms = text.match(/(?:[^\s"]+|"[^"]*")+/g) ?? [];
  const openQuote = (text.match(/"/g) ?? []).length % 2 === 1;
  const grouped = terms.some((term) => term === 'OR' || /^-?\(|\)$/.test(term.replace(/"[^"]*"/g, '""')));
  return openQuote || grouped ? null : terms;
}

/** `field:` and the rest, as a chip shows them; a bare word has no name. */
export function termParts(term: string): { readonly name: string | null; readonly value: string } {
  const match = /^(-?[A-Za-z]+:)(.+)$/s.exec(term);
  return match === null ? { name: null, value: term } : { name: match[1] ?? null, value: match[2] ?? '' };
}

export function withoutTerm(text: string, index: number): string {
  return (searchTerms(text) ?? []).filter((_, position) => position !== index).join(' ');
}
