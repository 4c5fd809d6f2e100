/** Edits to the one search text, made by clicking. The grammar itself is `shared/search`; here only whole terms move. */
export interface SearchTerm {
  readonly field: string;
  readonly value: string;
}

export function termText({ field, value }: SearchTerm): string {
  return /^[^\s"()\\]+$/u.test(value) && value !== '' ? `${field}:${value}` : `${field}:"${value.replace(/[\\"]/gu, (character) => `\\${character}`)}"`;
}

export function hasTerm(where: string, term: SearchTerm): boolean {
  return termsOf(where).includes(termText(term));
}

/** Adds the term, or takes it away when it is there; an opposite one gives way. */
export function toggleTerm(where: string, term: SearchTerm): string {
  return hasTerm(where, term) ? removeTerm(where, termText(term)) : addTerm(where, term);
}

export function addTerm(where: string, term: SearchTerm): string {
  const text = termText(term);
  return join([...termsOf(where).filter((other) => other !== text && other !== `-${text}`), text]);
}

export function excludeTerm(where: string, term: SearchTerm): string {
  const text = termText(term);
  return join([...termsOf(where).filter((other) => other !== text && other !== `-${text}`), `-${text}`]);
}

/** Values of `field` the search asks for, as typed: some may match nothing and so appear in no facet. */
export function valuesAskedFor(where: string, field: string): readonly string[] {
  return termsOf(where).flatMap((text) => {
    if (!text.startsWith(`${field}:`)) return [];
    const value = text.slice(field.length + 1);
    return [value.startsWith('"') ? value.slice(1, value.endsWith('"') && value.length > 1 ? -1 : undefined).replace(/\\(.)/gu, '$1') : value];
  });
}

/** Splits at white space outside quotes; a quote that is never closed runs to the end. */
export function termsOf(where: string): readonly string[] {
  return where.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/gu) ?? [];
}

function removeTerm(where: string, text: string): string {
  return join(termsOf(where).filter((other) => other !== text));
}

function join(terms: readonly string[]): string {
  return terms.join(' ');
}
