import type { StageKind } from '../model/lineage.ts';
import { approvalClasses, outcomeStatuses } from '../model/run.ts';
import { type SearchField, subjectKinds } from './search.ts';
import { wordsIn } from './words-in.ts';

/** A value of a run's page as the search has it. */
export interface SearchedValue {
  readonly field: SearchField;
  readonly value: string;
}

const fields: Readonly<Record<string, SearchField>> = {
  'context environment': 'environment', 'context agent': 'agent', 'model name': 'model', 'model version': 'version',
  'decision approver': 'approver', 'decision ruleId': 'rule', 'execution type': 'action', 'context actionType': 'action', 'execution system': 'system', 'execution recordId': 'record', 'execution currency': 'currency',
  'trigger actor': 'requester', 'execution assignee': 'assignee',
};
const numbers: Readonly<Record<string, SearchField>> = { 'execution amount': 'amount', 'output amount': 'proposed', 'output score': 'score' };
const times: Readonly<Record<string, SearchField>> = { 'decision at': 'decided', 'execution at': 'executed', 'outcome at': 'confirmed' };
/** Longer texts say nothing as a search. */
const longest = 200;

/**
 * What finds the runs with a value: its field where the search has one, a time by its day, else its words among all that is recorded of a
 * run. The latter finds every run with these words, wherever in it they stand, and says so. `first`: the value is of the first stage
 * of its kind, which is the one the fields go by. null: it has no words to look for.
 */
export function searchedValue(stage: StageKind | 'context', first: boolean, name: string, text: string): SearchedValue | null {
  const value = text.trim();
  if (value === '' || text.length > longest) return null;
  const place = `${stage} ${name}`;
  if (first) {
    const field = fields[place];
    if (field !== undefined) return { field, value: text };
    const number = numbers[place];
    if (number !== undefined && /^-?\d+(?:\.\d+)?$/u.test(value)) return { field: number, value };
    const time = times[place];
    if (time !== undefined && /^\d{4}-\d\d-\d\dT.*(?:Z|\+00:00)$/u.test(value)) return { field: time, value: value.slice(0, 10) };
    if (place === 'decision class' && approvalClasses.some((known) => known === value)) return { field: 'approval', value: value.replaceAll(' ', '-') };
    if (place === 'outcome status' && outcomeStatuses.some((known) => known === value)) return { field: 'outcome', value: value.replaceAll(' ', '-') };
    const kind = stage === 'context' ? subjectKinds.find((known) => name === `subject.${known}`) : undefined;
    if (kind !== undefined) return { field: kind, value: text };
  }
  return wordsIn(value).size === 0 ? null : { field: 'text', value };
}
