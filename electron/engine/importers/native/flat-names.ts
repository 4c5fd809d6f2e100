import type { JsonObject, JsonValue } from '#shared/json.ts';
import type { EventValue } from '../importer.ts';
import { inferredValue, recordedValue } from './value.ts';

/** The flat names whose values say more than one thing: what is recorded stays recorded, what is read out of it is *inferred*. */
export type FlatReader = (value: JsonValue, pointer: string, record: JsonObject) => readonly EventValue[];

export const flatReaders: ReadonlyMap<string, FlatReader> = new Map<string, FlatReader>([
  ['model_id', modelId],
  ['output_score', outputScore],
  ['action_taken', actionTaken],
  ['assigned_to', assignedTo],
  ['human_reviewer', humanReviewer],
  ['rep_id', repId],
  ['sent', sent],
]);

function modelId(value: JsonValue, pointer: string): readonly EventValue[] {
  const name = recordedValue('model', '', 'name', value, pointer);
  const version = typeof value === 'string' ? versionSuffix(value) : null;
  return version === null ? [name] : [name, inferredValue('model', 'version', version, pointer, 'model_id ends in a version')];
}

/** `scorer-v2.3` → `2.3`; a `-v` or `_v` that is not followed by digits and dots to the end is part of the name. */
export function versionSuffix(modelId: string): string | null {
  const at = Math.max(modelId.lastIndexOf('-v'), modelId.lastIndexOf('_v'));
  if (at < 1 || at + 2 >= modelId.length) return null;
  for (let index = at + 2; index < modelId.length; index += 1) {
    const code = modelId.charCodeAt(index);
    if (code !== 46 && (code < 48 || code > 57)) return null;
  }
  return modelId.slice(at + 2);
}

/** Only a score above 1 tells its scale; one below fits 0–1 and 0–100 alike. */
function outputScore(value: JsonValue, pointer: string): readonly EventValue[] {
  const number = typeof value === 'string' ? Number(value) : value;
  const usable = typeof number === 'number' && Number.isFinite(number) && value !== '';
  const score = recordedValue('output', '', 'score', usable ? number : value, pointer);
  return usable && number > 1 && number <= 100
    ? [score, inferredValue('output', 'scale', '0-100', pointer, 'output_score is above 1 and at most 100')]
    : [score];
}

function actionTaken(value: JsonValue, pointer: string): readonly EventValue[] {
  const at = typeof value === 'string' ? value.indexOf('_to_') : -1;
  if (typeof value !== 'string' || at < 1 || at + 4 >= value.length) return [recordedValue('execution', '', 'operation', value, pointer)];
  const rule = 'action_taken names a verb and a target in one token, split at “_to_”';
  return [
    recordedValue('execution', '', 'actionTaken', value, pointer),
    inferredValue('execution', 'operation', value.slice(0, at + 3), pointer, rule),
    inferredValue('execution', 'assignee', value.slice(at + 4), pointer, rule),
  ];
}

function assignedTo(value: JsonValue, pointer: string): readonly EventValue[] {
  const assignee = recordedValue('execution', '', 'assignee', value, pointer);
  const parts = typeof value === 'string' ? splitAssignee(value) : null;
  if (parts === null) return [assignee];
  const rule = 'assigned_to states an id and a display name in one text';
  return [assignee, inferredValue('execution', 'assigneeId', parts.id, pointer, rule), inferredValue('execution', 'assigneeName', parts.name, pointer, rule)];
}

/** `rep_12 (Ada Byron)`, `rep_12 - Ada Byron`, `rep_12: Ada Byron`, `rep_12_ada_byron`: the id holds the digits, the name follows. */
export function splitAssignee(text: string): { readonly id: string; readonly name: string } | null {
  const spaced = /^(\S*\d\S*?)(?:\s*[:,;|–-]\s+|\s+)\(?([^()]*\p{L}[^()]*)\)?$/u.exec(text) ?? /^([A-Za-z]+[_-]?\d+)[_-]([A-Za-z]\w*)$/.exec(text);
  const id = spaced?.[1];
  const name = spaced?.[2];
  return id === undefined || name === undefined ? null : { id, name: name.trim() };
}

/** In this record form a null reviewer is a statement that nobody reviewed; a record without the member says nothing. */
function humanReviewer(value: JsonValue, pointer: string): readonly EventValue[] {
  if (value === null) return [inferredValue('decision', 'class', 'explicitly none', pointer, 'human_reviewer is null in a record of this form')];
  return [recordedValue('decision', '', 'approver', value, pointer)];
}

function repId(value: JsonValue, pointer: string, record: JsonObject): readonly EventValue[] {
  const rep = recordedValue('context', '', 'rep', value, pointer);
  if (!isTrue(record['sent']) || value === null || value === '') return [rep];
  const rule = 'sending the mail is taken as the approval of the rep named';
  return [rep, inferredValue('decision', 'class', 'human', pointer, rule), inferredValue('decision', 'approver', value, pointer, rule)];
}

function sent(value: JsonValue, pointer: string): readonly EventValue[] {
  if (isTrue(value)) {
    return [recordedValue('execution', '', 'sent', true, pointer), inferredValue('execution', 'operation', 'send', pointer, 'sent is true')];
  }
  if (value === false || value === 'false') {
    return [recordedValue('outcome', '', 'sent', false, pointer), inferredValue('outcome', 'status', 'not executed', pointer, 'sent is false')];
  }
  return [recordedValue('outcome', '', 'sent', value, pointer)];
}

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true';
}
