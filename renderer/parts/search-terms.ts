import { type SearchField, searchFields, subjectKinds } from '#shared/search/search.ts';
import { writeTerm } from '#shared/search/write-term.ts';

/** Edits to the one search text, made by clicking. The language itself is `shared/search`; here only whole terms move. */
export interface SearchTerm {
  readonly field: SearchField;
  /** Null: the runs in which nothing is recorded there. */
  readonly value: string | null;
}

export function isSearchField(field: string): field is SearchField {
  return searchFields.some((known) => known === field);
}

/** All runs that name a subject, `kind:id` as a row has it. */
export function subjectTerm(subject: string): SearchTerm {
  const kind = subjectKinds.find((known) => subject.startsWith(`${known}:`));
  return kind === undefined ? { field: 'subject', value: subject } : { field: kind, value: subject.slice(kind.length + 1) };
}

export function termText({ field, value }: SearchTerm): string {
  // A source is named by its number: names need not be unique. The words of a closed list are not text to be quoted.
  const bare = value !== null && (field === 'source' ? /^#\d{1,9}$/u.test(value) : closedLists.has(field) && /^[a-z-]+$/u.test(value));
  return bare ? `${field}:${value}` : writeTerm(field, value);
}

const closedLists: ReadonlySet<SearchField> = new Set<SearchField>(['approval', 'outcome', 'missing', 'has', 'integrity', 'is', 'execution', 'recovery', 'recorded']);

/** Approval and outcome as a search spells them: `not-recorded`. */
export function spelled(word: string): string {
  return word.replaceAll(' ', '-');
}

/** Alone, or as one of several in a group of alternatives. */
export function hasTerm(where: string, term: SearchTerm): boolean {
  return alternativesOf(where, term.field).includes(termText(term));
}

/** For a box that is ticked or cleared: ticked values of one field are alternatives, `(action:a OR action:b)`. */
export function toggleTerm(where: string, term: SearchTerm): string {
  const text = termText(term);
  const asked = alternativesOf(where, term.field);
  const wanted = asked.includes(text) ? asked.filter((other) => other !== text) : [...asked, text];
  const others = termsOf(where).filter((other) => other !== `-${text}` && !isAlternativesOf(other, term.field));
  return [...others, ...(wanted.length > 1 ? [`(${wanted.join(' OR ')})`] : wanted)].join(' ');
}

/** Only the runs with this value: whatever else was asked of the field gives way. */
export function onlyTerm(where: string, term: SearchTerm): string {
  const text = termText(term);
  return [...termsOf(where).filter((other) => other !== `-${text}` && !isAlternativesOf(other, term.field)), text].join(' ');
}

export function excludeTerm(where: string, term: SearchTerm): string {
  const text = termText(term);
  const without = hasTerm(where, term) ? toggleTerm(where, term) : where;
  return [...termsOf(without).filter((other) => other !== `-${text}`), `-${text}`].join(' ');
}

/** What the search asks of a field, as terms: some may match nothing and so appear in no facet. */
export function alternativesOf(where: string, field: SearchField): readonly string[] {
  return termsOf(where)
    .filter((term) => isAlternativesOf(term, field))
    .flatMap((term) => (term.startsWith('(') ? innerTerms(term) : [term]));
}

/** The search with nothing asked of a field: what its other values are counted in. */
export function withoutField(where: string, field: SearchField): string {
  return termsOf(where)
    .filter((term) => !isAlternativesOf(term, field))
    .join(' ');
}

/** The value a term of `field` asks for, as `termText` wrote it. */
export function valueOfTerm(term: string, field: SearchField): string | null {
  const value = term.slice(field.length + 1);
  if (value === 'not-recorded') return null;
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gu, '$1') : value;
}

/** Splits at white space outside quotes and brackets; what is never closed runs to the end. */
export function termsOf(where: string): readonly string[] {
  const terms: string[] = [];
  let depth = 0;
  let term = '';
  for (const [piece] of where.matchAll(/"(?:[^"\\]|\\.)*"?|\s+|[^\s"()]+|[()]/gu)) {
    if (piece.trim() === '' && depth === 0) {
      if (term !== '') terms.push(term);
      term = '';
      continue;
    }
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    term += piece.trim() === '' ? ' ' : piece;
  }
  if (term !== '') terms.push(term);
  return terms;
}

/** One plain term of the field, or a bracket that holds nothing but such terms joined by OR. */
function isAlternativesOf(term: string, field: SearchField): boolean {
  const starts = (text: string): boolean => text.startsWith(`${field}:`);
  if (!term.startsWith('(')) return starts(term);
  const inner = innerTerms(term);
  return term.endsWith(')') && inner.length > 0 && inner.every(starts);
}

function innerTerms(group: string): readonly string[] {
  return termsOf(group.slice(1, -1)).filter((term) => term !== 'OR');
}

/** Whether the answer depends on what people wrote beside the runs. Asked too often rather than too rarely. */
export function asksAnnotations(where: string): boolean {
  return /(?:^|[\s(-])(?:is|tag|comment|has|missing):/iu.test(where);
}
