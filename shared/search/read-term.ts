import { findingStates } from '../model/finding.ts';
import { approvalClasses, outcomeStatuses, sevenFields, type ApprovalClass, type OutcomeStatus, type SevenField } from '../model/run.ts';
import { readAmount } from './read-amount.ts';
import { readPeriod } from './read-period.ts';
import type { Token } from './read-tokens.ts';
import { freeWords } from './words-in.ts';
import { annotatedAs, executedStates, type NumberField, numberFields, recordedFacts, recoveryStates, searchFields, textFields, type TimeField, timeFields, type Place, type SearchProblem, type SearchTerm, type TextField, type TextMatch } from './search.ts';

type TermToken = Extract<Token, { readonly kind: 'term' }>;
type TermRead = { readonly ok: true; readonly term: SearchTerm } | { readonly ok: false; readonly problem: SearchProblem };

export function readTerm(token: TermToken): TermRead {
  const { place, valuePlace, value } = token;
  if (token.field === null) return { ok: true, term: { kind: 'words', text: value, place } };
  const field = token.field.toLowerCase();

  if (isTextField(field)) return { ok: true, term: { kind: 'text', field, match: readMatch(field, token), place } };
  if (field === 'approval') {
    const found = named(value, approvals);
    return found === null ? unknownValue(field, approvalClasses, valuePlace) : { ok: true, term: { kind: field, value: found, place } };
  }
  if (field === 'outcome') {
    const found = named(value, outcomes);
    return found === null ? unknownValue(field, outcomeStatuses, valuePlace) : { ok: true, term: { kind: field, value: found, place } };
  }
  if (field === 'execution') {
    const found = executedStates.find((name) => name === plain(value));
    return found === undefined ? unknownValue(field, executedStates, valuePlace) : { ok: true, term: { kind: field, value: found, place } };
  }
  if (field === 'recovery') {
    const found = recoveryStates.find((name) => name === plain(value));
    return found === undefined ? unknownValue(field, recoveryStates, valuePlace) : { ok: true, term: { kind: field, value: found, place } };
  }
  if (field === 'recorded') {
    const found = Object.entries(recordedFacts).find(([name]) => name === value.toLowerCase());
    return found === undefined ? unknownValue(field, Object.keys(recordedFacts), valuePlace) : { ok: true, term: { kind: field, fact: found[1], place } };
  }
  if (field === 'missing' || field === 'has') {
    const found = named(value, fields);
    if (found !== null) return { ok: true, term: { kind: field, field: found, place } };
    const other = value.toLowerCase();
    if (isTextField(other)) return { ok: true, term: { kind: 'text', field: other, match: { how: field === 'has' ? 'any' : 'nothing' }, place } };
    if (isNumberField(other) || isTimeField(other)) return { ok: true, term: { kind: 'known', field: other, recorded: field === 'has', place } };
    return unknownValue(field, [...sevenFields, 'amount', 'agent', 'subject'], valuePlace);
  }
  if (field === 'integrity') {
    // "not failed" covers what nobody checked: only what a check showed can be asked for.
    return plain(value) === 'failed' ? { ok: true, term: { kind: field, value: 'failed', place } } : problem('There is integrity:failed: runs with a record at which a check failed.', valuePlace);
  }
  if (field === 'finding') {
    const state = findingStates.find((known) => known === value) ?? null;
    return { ok: true, term: { kind: field, rule: state !== null || value === '*' ? null : value, state, place } };
  }
  if (field === 'is') {
    const found = annotatedAs.find((name) => name === plain(value));
    return found === undefined ? unknownValue(field, annotatedAs, valuePlace) : { ok: true, term: { kind: field, value: found, place } };
  }
  if (field === 'comment') return { ok: true, term: { kind: field, text: !token.quoted && /^\*+$/.test(value) ? null : value, place } };
  if (field === 'text') {
    const words = freeWords(value, token.quoted);
    return words.length === 0 ? problem('There is no letter or digit in it to look for.', valuePlace) : { ok: true, term: { kind: 'free', words, place } };
  }
  if (isNumberField(field)) {
    const range = readAmount(value);
    return range === null ? problem(`${field === 'amount' ? 'An amount' : 'A number'} is compared as in ${field}:>500, ${field}:<=12.50, ${field}:100..200 or ${field}:42.`, valuePlace) : { ok: true, term: { kind: 'number', field, ...range, place } };
  }
  if (isTimeField(field)) {
    const period = readPeriod(value);
    return 'what' in period ? problem(period.what.replaceAll('at:', `${field}:`), valuePlace) : { ok: true, term: { kind: 'time', field, ...period, place } };
  }
  return problem(`There is no field "${token.field}". Fields are ${searchFields.join(', ')}. To search for the text itself, put it in quotation marks.`, { start: place.start, end: place.start + token.field.length });
}

function readMatch(field: TextField, { value, quoted }: TermToken): TextMatch {
  if (quoted) return { how: 'exactly', value };
  if (value === 'not-recorded') return { how: 'nothing' };
  if (field === 'source' && /^#\d{1,9}$/.test(value)) return { how: 'key', key: Number(value.slice(1)) };
  if (!value.includes('*')) return { how: 'exactly', value };
  if (/^\*+$/.test(value)) return { how: 'any' };
  return { how: 'like', parts: value.split(/\*+/) };
}

const approvals: ReadonlyMap<string, ApprovalClass> = new Map<string, ApprovalClass>([...approvalClasses.map((name) => [plain(name), name] as const), ['rule', 'named rule'], ['none', 'explicitly none']]);
const outcomes: ReadonlyMap<string, OutcomeStatus> = new Map(outcomeStatuses.map((name) => [plain(name), name] as const));
const fields: ReadonlyMap<string, SevenField> = new Map<string, SevenField>([...sevenFields.map((name) => [name, name] as const), ['prompt', 'model'], ['time', 'context']]);

function named<T>(value: string, names: ReadonlyMap<string, T>): T | null {
  return names.get(plain(value)) ?? null;
}

/** `Not_Recorded`, `not-recorded` and `"not recorded"` are one. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');
}

function isNumberField(field: string): field is NumberField {
  return numberFields.some((name) => name === field);
}

function isTimeField(field: string): field is TimeField {
  return timeFields.some((name) => name === field);
}

function isTextField(field: string): field is TextField {
  return textFields.some((name) => name === field);
}

function unknownValue(field: string, names: readonly string[], place: Place): TermRead {
  const written = names.map((name) => `${field}:${name.replaceAll(' ', '-')}`);
  return problem(`There are ${written.slice(0, -1).join(', ')} and ${written.at(-1)}.`, place);
}

function problem(message: string, place: Place): TermRead {
  return { ok: false, problem: { message, start: place.start, end: place.end } };
}
