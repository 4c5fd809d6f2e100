import { isJsonObject, type JsonValue } from '#shared/json.ts';
import { parseJson as readJson } from '../../evidence/exact-numbers.ts';
import type { EventValue } from '../importer.ts';

export interface Call {
  /** By position in the conversation: ids repeat within a run. */
  readonly instance: string;
  readonly pointer: string;
  readonly tool: string;
  readonly id: string | null;
  /** The arguments are JSON in a string; unreadable text stays text. */
  readonly arguments: JsonValue;
  /** The message right after the call. */
  readonly result: Message | null;
  /** The customer's last message before the call. */
  readonly customer: Message | null;
}

export interface Message {
  readonly pointer: string;
  readonly text: string;
}

export interface Conversation {
  readonly calls: readonly Call[];
  readonly values: readonly EventValue[];
}

/** Calls and results are paired by position: the result of a call is the next tool message. */
export function readConversation(traj: readonly JsonValue[]): Conversation {
  const calls: Call[] = [];
  let system: Message | null = null;
  let first: Message | null = null;
  let customer: Message | null = null;
  let reply: Message | null = null;
  traj.forEach((message, index) => {
    if (!isJsonObject(message)) return;
    const pointer = `/traj/${index}`;
    const text = typeof message['content'] === 'string' ? message['content'] : null;
    if (text !== null && message['role'] === 'system') system ??= { pointer, text };
    if (text !== null && message['role'] === 'user') {
      customer = { pointer, text };
      first ??= customer;
    }
    if (text !== null && message['role'] === 'assistant') reply = { pointer, text };
    const toolCalls = message['tool_calls'];
    if (!Array.isArray(toolCalls)) return;
    toolCalls.forEach((toolCall: JsonValue, position: number) => {
      const call = readCall(toolCall, `${pointer}/tool_calls/${position}`, calls.length + 1, customer, resultAt(traj, index + 1 + position));
      if (call !== null) calls.push(call);
    });
  });
  return { calls, values: frameValues(system, first, reply) };
}

function readCall(toolCall: JsonValue, pointer: string, number: number, customer: Message | null, result: Message | null): Call | null {
  if (!isJsonObject(toolCall)) return null;
  const called = toolCall['function'];
  if (!isJsonObject(called) || typeof called['name'] !== 'string') return null;
  return {
    instance: `call-${number}`,
    pointer,
    tool: called['name'],
    id: typeof toolCall['id'] === 'string' ? toolCall['id'] : null,
    arguments: argumentsOf(called['arguments'] ?? null),
    result,
    customer,
  };
}

function resultAt(traj: readonly JsonValue[], index: number): Message | null {
  const message = traj[index];
  if (!isJsonObject(message) || message['role'] !== 'tool' || typeof message['content'] !== 'string') return null;
  return { pointer: `/traj/${index}`, text: message['content'] };
}

function argumentsOf(value: JsonValue): JsonValue {
  return typeof value === 'string' ? parseJson(value) : value;
}

/** Untrusted: JSON inside a string; text that is not JSON stays text. */
export function parseJson(text: string): JsonValue {
  return readJson(text) ?? text;
}

function frameValues(system: Message | null, first: Message | null, reply: Message | null): readonly EventValue[] {
  const values: EventValue[] = [];
  if (system !== null) {
    values.push({ stage: 'model', instance: '', name: 'promptText', value: system.text, provenance: 'inferred', rule: 'the system message is the prompt', pointer: `${system.pointer}/content` });
  }
  if (first !== null) {
    values.push(
      { stage: 'trigger', instance: '', name: 'kind', value: 'customer message', provenance: 'inferred', rule: 'the conversation opens with a customer’s message', pointer: `${first.pointer}/role` },
      { stage: 'trigger', instance: '', name: 'text', value: first.text, provenance: 'recorded', rule: null, pointer: `${first.pointer}/content` },
    );
  }
  if (reply !== null) {
    values.push({ stage: 'output', instance: 'reply', name: 'text', value: reply.text, provenance: 'recorded', rule: null, pointer: `${reply.pointer}/content` });
  }
  return values;
}
