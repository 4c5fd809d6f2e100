import { assertNever } from '../assert.ts';
import { sevenFieldTitles } from '../model/run.ts';
import { instantText } from '../time.ts';
import { type NumberField, type Search, type SearchTerm, subjectKinds, surveyedFields, type TextField, type TextMatch, type TimeField } from './search.ts';

/** What a search finds, as a sentence: `runs whose approval is not recorded and whose amount is above 500, any currency`. */
export function explainSearch(search: Search | null): string {
  return search === null ? 'all runs' : `runs ${clause(search, false)}`;
}

export const wordsOfTexts = 'the words of texts';

/** Terms answered from the survey of the case: until it is whole, what they find is too little. In words, none twice. */
export function surveyedTerms(search: Search | null): readonly string[] {
  const found = new Set<string>();
  const visit = (one: Search): void => {
    if (one.kind === 'finding') found.add('findings');
    else if (one.kind === 'execution' || one.kind === 'recovery' || one.kind === 'recorded') found.add(one.kind);
    else if (one.kind === 'and' || one.kind === 'or') one.of.forEach(visit);
    else if (one.kind === 'not') visit(one.of);
    else if (one.kind === 'words' || one.kind === 'free') found.add(wordsOfTexts);
    else if (one.kind === 'text' && one.field === 'version') found.add('rule versions');
    else if (one.kind === 'text' && surveyedFields.some((field) => field === one.field)) found.add(one.field);
    else if ((one.kind === 'known' || one.kind === 'number' || one.kind === 'time') && !['amount', 'at', 'executed'].includes(one.field)) found.add(one.field);
  };
  if (search !== null) visit(search);
  return [...found];
}

function clause(search: Search, nested: boolean): string {
  switch (search.kind) {
    case 'and':
    case 'or': {
      const joined = search.of.map((one) => clause(one, true)).join(` ${search.kind} `);
      return nested ? `(${joined})` : joined;
    }
    case 'not':
      return search.of.kind === 'and' || search.of.kind === 'or' ? `not ${clause(search.of, true)}` : termWords(search.of, true);
    default:
      return termWords(search, false);
  }
}

function termWords(term: Search, not: boolean): string {
  switch (term.kind) {
    case 'and':
    case 'or':
    case 'not':
      return `${not ? 'not ' : ''}${clause(term, true)}`;
    default:
      return oneTerm(term, not);
  }
}

function oneTerm(term: SearchTerm, not: boolean): string {
  const is = not ? 'is not' : 'is';
  switch (term.kind) {
    case 'words':
      return `${not ? 'without' : 'with'} “${term.text}” as a part of id, subject, record, agent, approver or action type, or all its words in their texts`;
    case 'free':
      return `whose texts ${not ? 'do not hold' : 'hold'} ${term.words.map(({ word, begins }) => (begins ? `a word that begins with “${word}”` : `the word “${word}”`)).join(' and ')}, in any order, ignoring case`;
    case 'text':
      return textWords(term.field, term.match, not);
    case 'approval':
    case 'outcome':
      return `whose ${term.kind} ${is} ${term.value}${term.value === 'not recorded' ? '' : `${not ? ', or is not recorded' : ''}`}`;
    case 'missing':
      return `of which ${not ? 'something' : 'nothing'} is recorded of ${sevenFieldTitles[term.field]}`;
    case 'has':
      return `of which ${not ? 'nothing' : 'something'} is recorded of ${sevenFieldTitles[term.field]}`;
    case 'known':
      return `whose ${names[term.field]} ${term.recorded === not ? 'is not recorded' : 'is recorded'}`;
    case 'integrity':
      return `${not ? 'at none of whose records' : 'at one of whose records'} the latest check failed${not ? ' (or which no check covers)' : ''}`;
    case 'finding':
      return `${not ? 'without any' : 'with at least one'}${term.state === null ? '' : ` ${term.state}`} finding${term.rule === null ? '' : ` of the rule “${term.rule}”`}`;
    case 'execution':
      return `whose execution ${is} recorded as “${term.value}”`;
    case 'recovery':
      return `whose recovery ${is} “${term.value}”`;
    case 'recorded':
      return `whose ${term.fact.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)} ${is} itself recorded (absent, inferred, redacted and hashed values are not)`;
    case 'is':
      return `${not ? 'not ' : ''}${term.value} by an analyst`;
    case 'comment':
      return term.text === null ? `${not ? 'without' : 'with'} a comment or a manual event` : `with ${not ? 'no' : 'a'} comment or manual event that holds “${term.text}”`;
    case 'number':
      return `whose ${names[term.field]} ${is} ${boundsWords(term)}${term.field === 'score' ? '' : ', any currency'}${not ? ', or is not recorded' : ''}`;
    case 'time':
      return `whose ${names[term.field]} ${is} ${periodWords(term)}${not ? ', or is not recorded' : ''}`;
    default:
      return assertNever(term);
  }
}

const names: Readonly<Record<NumberField | TimeField, string>> = {
  amount: 'amount', proposed: 'proposed amount', score: 'score', at: 'start', decided: 'decision time', executed: 'execution time', confirmed: 'confirmation time',
};

function textWords(field: TextField, match: TextMatch, not: boolean): string {
  const name = fieldNames[field] ?? field;
  const orNothing = not ? ', or is not recorded' : '';
  switch (match.how) {
    case 'exactly':
      return isSubject(field) ? `that ${not ? 'do not name' : 'name'} ${field === 'subject' ? '' : `${field} `}“${match.value}”` : `whose ${name} ${not ? 'is not' : 'is'} “${match.value}”${orNothing}`;
    case 'like':
      return `${isSubject(field) ? `that ${not ? 'do not name' : 'name'} a ${name}` : `whose ${name} ${not ? 'is not' : 'is'}`} like “${match.parts.join('…')}”, ignoring case${isSubject(field) ? '' : orNothing}`;
    case 'any':
    case 'nothing':
      return `whose ${name} ${(match.how === 'any') === not ? 'is not recorded' : 'is recorded'}`;
    case 'key':
      return `of which source #${match.key} ${not ? 'does not speak' : 'speaks'}`;
    default:
      return assertNever(match);
  }
}

const fieldNames: Readonly<Partial<Record<TextField, string>>> = {
  action: 'action type', model: 'model or its version', version: 'model, prompt or rule version', prompt: 'prompt or its version', system: 'target system', record: 'target record', id: 'id', variant: 'sequence of stages', tag: 'tag',
};

function isSubject(field: TextField): boolean {
  return field === 'subject' || subjectKinds.some((kind) => kind === field);
}

function boundsWords({ above, below }: Extract<SearchTerm, { readonly kind: 'number' }>): string {
  if (above !== null && below !== null) return above.value === below.value ? above.value : `from ${above.value} to ${below.value}`;
  return [...(above === null ? [] : [`${above.included ? 'at least' : 'above'} ${above.value}`]), ...(below === null ? [] : [`${below.included ? 'at most' : 'below'} ${below.value}`])].join(' and ');
}

function periodWords({ from, until }: Extract<SearchTerm, { readonly kind: 'time' }>): string {
  return [...(from === null ? [] : [`at or after ${instantText(String(from))}`]), ...(until === null ? [] : [`before ${instantText(String(until))}`])].join(' and ');
}
