import { approvalClasses, outcomeStatuses, sevenFields } from '#shared/model/run.ts';
import { annotatedAs, type SearchField, searchFields, subjectKinds, type TextField, textFields } from '#shared/search/search.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { isSearchField } from '../parts/search-terms.ts';

/** What is being typed where the caret stands. */
export type Typing =
  | { readonly kind: 'field'; readonly start: number; readonly part: string; readonly excluded: boolean }
  | { readonly kind: 'value'; readonly start: number; readonly field: SearchField; readonly part: string; readonly excluded: boolean };

export interface Offer {
  /** What takes the place of the text from `start` to the caret. */
  readonly text: string;
  readonly label: string;
  readonly note: string;
  readonly count: number | null;
}

export function typingAt(text: string, caret: number): Typing | null {
  const before = text.slice(0, caret);
  const value = /(?:^|[\s(])(-?)([A-Za-z]+):(")([^"]*)$/u.exec(before) ?? /(?:^|[\s(])(-?)([A-Za-z]+):("?)([^\s"()]*)$/u.exec(before);
  if (value !== null) {
    const field = (value[2] ?? '').toLowerCase();
    if (!isSearchField(field)) return null;
    const length = (value[1] ?? '').length + (value[2] ?? '').length + 1 + (value[3] ?? '').length + (value[4] ?? '').length;
    return { kind: 'value', start: caret - length, field, part: value[4] ?? '', excluded: value[1] === '-' };
  }
  // Inside a quote that something else opened there is nothing to complete.
  const word = /(?:^|[\s(])(-?)([A-Za-z]*)$/u.exec(before);
  if (word === null || oddQuotes(before)) return null;
  return { kind: 'field', start: caret - (word[1] ?? '').length - (word[2] ?? '').length, part: word[2] ?? '', excluded: word[1] === '-' };
}

export function fieldOffers({ part, excluded }: Extract<Typing, { readonly kind: 'field' }>): readonly Offer[] {
  if (part === '') return [];
  const wanted = part.toLowerCase();
  return searchFields
    .filter((field) => field.startsWith(wanted))
    .slice(0, 8)
    .map((field) => ({ text: `${excluded ? '-' : ''}${field}:`, label: `${field}:`, note: fieldNotes[field] ?? '', count: null }));
}

/** Values that are known without asking; null: the engine is asked. */
export function fixedOffers({ field, part, excluded }: Extract<Typing, { readonly kind: 'value' }>): readonly Offer[] | null {
  const values = fixedValues[field];
  if (values !== undefined) {
    return values.filter((value) => value.startsWith(part.toLowerCase())).map((value) => ({ text: `${excluded ? '-' : ''}${field}:${value}`, label: value, note: '', count: null }));
  }
  const sample = samples[field];
  if (sample === undefined) return null;
  return part === '' ? sample.map((value) => ({ text: `${excluded ? '-' : ''}${field}:${value}`, label: value, note: 'for example', count: null })) : [];
}

export function valueOffer(field: TextField, excluded: boolean, { value, label, count }: { readonly value: string; readonly label: string; readonly count: number }): Offer {
  const bare = field === 'source' && /^#\d+$/u.test(value);
  return { text: bare ? `${excluded ? '-' : ''}${field}:${value}` : writeTerm(field, value === 'not-recorded' ? null : value, excluded), label, note: '', count };
}

/** The text with the offer in it, and where the caret goes. A whole term is followed by a blank. */
export function accept(text: string, caret: number, start: number, offer: Offer): { readonly text: string; readonly caret: number } {
  const end = offer.text.endsWith(':') ? offer.text : `${offer.text} `;
  const after = text.slice(caret).replace(/^[^\s()]*/u, '').replace(/^\s/u, '');
  return { text: `${text.slice(0, start)}${end}${after}`, caret: start + end.length };
}

export function isTextField(field: SearchField): field is TextField {
  return textFields.some((known) => known === field);
}

function oddQuotes(text: string): boolean {
  return (text.replaceAll(/\\./gu, '').match(/"/gu)?.length ?? 0) % 2 === 1;
}

const spelled = (values: readonly string[]): readonly string[] => values.map((value) => value.replaceAll(' ', '-'));
const fixedValues: Readonly<Partial<Record<SearchField, readonly string[]>>> = {
  approval: spelled(approvalClasses), outcome: spelled(outcomeStatuses), is: annotatedAs, integrity: ['failed'],
  missing: [...sevenFields, 'amount', 'agent', 'approver', 'rule', 'subject', 'country', 'score'], has: [...sevenFields, 'amount', 'agent', 'approver', 'rule', 'subject', 'country', 'score'],
};
const samples: Readonly<Partial<Record<SearchField, readonly string[]>>> = {
  amount: ['>500', '100..200'], proposed: ['>500', '100..200'], score: ['>=0.5', '0.4..0.6'], at: ['2026-03', '2026-03-17..2026-03-18'], decided: ['2026-03-17'], executed: ['2026-03-17'], confirmed: ['2026-03-17'],
  text: ['refund*', '"paid twice"'], comment: ['*'],
};
const fieldNotes: Readonly<Partial<Record<SearchField, string>>> = {
  action: 'type of the action', agent: 'which agent', model: 'name, version or name@version', version: 'of model, prompt or rule', prompt: 'template, version or template@version', approver: 'who approved', rule: 'which rule allowed it',
  environment: 'production, staging …', system: 'where it was done', record: 'the record it changed', subject: 'kind:id of anyone it is about', source: 'which import', id: 'of the run', tag: 'an analyst put on', country: 'of the subject', requester: 'who asked for it',
  assignee: 'who it was routed to', dispute: 'id of the dispute', variant: 'sequence of stages', text: 'words of inputs, outputs and actions', approval: 'human, named rule, none', outcome: 'what came of it', missing: 'nothing is recorded of it', has: 'something is recorded of it',
  integrity: 'where a check failed', is: 'starred, tagged, commented', comment: 'words of comments and manual events', amount: 'executed, any currency', proposed: 'amount proposed', score: 'of the decision', at: 'start of the run, UTC', decided: 'time of the decision', executed: 'time of the execution', confirmed: 'time of the confirmation',
  ...Object.fromEntries(subjectKinds.map((kind) => [kind, `runs about a ${kind}`])),
};
