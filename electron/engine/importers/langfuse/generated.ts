import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';

/** A value inside a model's answer and where it stands. */
export interface Found {
  readonly value: string;
  readonly pointer: string;
}

/**
 * The words and the tool call in a model's answer, in the shapes the frameworks write: plain text, chat completions
 * (`choices[].message`), one message (`content`), lists of messages with `parts`, `content.parts`, responses (`output[]`).
 */
export function readAnswer(answer: JsonValue, pointer: string): { readonly text: Found | null; readonly call: Found | null } {
  if (typeof answer === 'string') return { text: answer === '' || answer === 'None' ? null : { value: answer, pointer }, call: null };
  const messages = messagesIn(answer, pointer);
  return {
    text: firstOf(messages, ({ value, pointer: at }) => textIn(value, at)),
    call: firstOf(messages, ({ value, pointer: at }) => callIn(value, at)),
  };
}

interface At {
  readonly value: JsonValue;
  readonly pointer: string;
}

function messagesIn(answer: JsonValue, pointer: string): readonly At[] {
  if (isJsonArray(answer)) return elements(answer, pointer);
  if (!isJsonObject(answer)) return [];
  const choices = answer['choices'] ?? null;
  if (isJsonArray(choices)) {
    return elements(choices, `${pointer}/choices`).flatMap(({ value, pointer: at }) => (isJsonObject(value) && value['message'] !== undefined ? [{ value: value['message'], pointer: `${at}/message` }] : []));
  }
  for (const list of ['candidates', 'output'] as const) {
    const items = answer[list] ?? null;
    if (isJsonArray(items)) return elements(items, `${pointer}/${list}`);
  }
  return [{ value: answer, pointer }];
}

function textIn(message: JsonValue, pointer: string): Found | null {
  if (!isJsonObject(message)) return null;
  const content = message['content'];
  if (typeof content === 'string' && content !== '') return { value: content, pointer: `${pointer}/content` };
  for (const { value, pointer: at } of partsOf(message, pointer)) {
    if (!isJsonObject(value) || value['thought'] === true) continue;
    for (const name of ['text', 'content'] as const) {
      const text = value[name];
      if (typeof text === 'string' && text !== '') return { value: text, pointer: `${at}/${name}` };
    }
  }
  return null;
}

function callIn(message: JsonValue, pointer: string): Found | null {
  if (!isJsonObject(message)) return null;
  if (message['type'] === 'function_call' && typeof message['name'] === 'string') return { value: message['name'], pointer: `${pointer}/name` };
  const calls = message['tool_calls'] ?? null;
  const candidates = [...(isJsonArray(calls) ? elements(calls, `${pointer}/tool_calls`) : []), ...partsOf(message, pointer)];
  return firstOf(candidates, ({ value, pointer: at }) => {
    if (!isJsonObject(value)) return null;
    for (const inner of ['function', 'function_call'] as const) {
      const called = value[inner];
      if (isJsonObject(called) && typeof called['name'] === 'string') return { value: called['name'], pointer: `${at}/${inner}/name` };
    }
    return value['type'] === 'tool_call' && typeof value['name'] === 'string' ? { value: value['name'], pointer: `${at}/name` } : null;
  });
}

function partsOf(message: { readonly [key: string]: JsonValue }, pointer: string): readonly At[] {
  for (const name of ['parts', 'content'] as const) {
    const parts = message[name] ?? null;
    if (isJsonArray(parts)) return elements(parts, `${pointer}/${name}`);
    if (isJsonObject(parts) && isJsonArray(parts['parts'] ?? null)) return partsOf(parts, `${pointer}/${name}`);
  }
  return [];
}

function elements(list: readonly JsonValue[], pointer: string): readonly At[] {
  return list.map((value, index) => ({ value, pointer: `${pointer}/${index}` }));
}

function firstOf<T>(items: readonly T[], find: (item: T) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
