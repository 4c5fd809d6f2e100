import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';
import type { StageKind } from '#shared/model/lineage.ts';
import type { ParsedRecord } from '../../evidence/layout.ts';
import type { EventValue, Normalised, SourceContext } from '../importer.ts';
import { parseJson, readConversation, type Call } from './conversation.ts';
import { agreementRule, effectOf, modelInName, speaksAgreement } from './tools.ts';

/** Untrusted: one result, which is one run. Times are absent; ids of calls repeat, so nothing is joined on them. */
export function normaliseTauBench(record: ParsedRecord, source: SourceContext): Normalised {
  const result = record.value;
  if (!isJsonObject(result)) return problem('A result of this benchmark is an object; this one is not.');
  const task = scalar(result['task_id']);
  const trial = scalar(result['trial']);
  const traj = result['traj'];
  if (task === null || trial === null || traj === undefined || !isJsonArray(traj)) return problem('A result of this benchmark has a task_id, a trial and a conversation in traj; this one lacks one of them.');
  const conversation = readConversation(traj);
  const values: EventValue[] = [
    recorded('context', '', 'taskId', result['task_id'] ?? null, '/task_id'),
    recorded('context', '', 'trial', result['trial'] ?? null, '/trial'),
    ...actionTypeOf(conversation.calls),
    ...taskValues(result),
    ...modelValues(source.name),
    ...conversation.values,
    ...conversation.calls.flatMap(callValues),
    ...rewardValues(result['reward']),
  ];
  return {
    kind: 'events',
    events: [
      {
        runKey: `task:${task}/trial:${trial}/${record.sha256 ?? `preview ${record.ordinal}`}`,
        externalId: `task ${task} trial ${trial}`,
        event: 'result',
        values,
        unmapped: unmappedOf(result),
      },
    ],
  };
}

/** The run is named for its writes; a run that writes in several ways, or not at all, is named for that. */
function actionTypeOf(calls: readonly Call[]): readonly EventValue[] {
  const written = calls.filter(({ tool }) => effectOf(tool) === 'write');
  const kinds = new Set(written.map(({ tool }) => tool));
  const first = written[0];
  if (first === undefined) return [inferred('context', '', 'actionType', 'no write', null, 'no state-changing tool is called in the conversation')];
  if (kinds.size > 1) return [inferred('context', '', 'actionType', 'several writes', null, 'state-changing tools of several kinds are called in the conversation')];
  return [inferred('context', '', 'actionType', first.tool, `${first.pointer}/function/name`, 'the only kind of state-changing tool called in the conversation')];
}

function taskValues(result: JsonObject): readonly EventValue[] {
  const info = result['info'];
  const task = isJsonObject(info) ? info['task'] : undefined;
  if (!isJsonObject(task)) return [];
  return [
    ...from(task['user_id'], 'context', 'subject.customer', '/info/task/user_id'),
    ...from(task['instruction'], 'trigger', 'instruction', '/info/task/instruction'),
    ...from(task['actions'], 'context', 'expectedActions', '/info/task/actions'),
  ];
}

function modelValues(fileName: string): readonly EventValue[] {
  const model = modelInName(fileName);
  return model === null ? [] : [inferred('model', '', 'name', model, null, `read from the file name “${fileName}”`)];
}

function callValues(call: Call): readonly EventValue[] {
  switch (effectOf(call.tool)) {
    case 'write':
      return [...proposalOf(call), ...agreementOf(call), ...executionOf(call, 'write', 'the tool is on the benchmark’s list of state-changing tools'), ...answerOf(call)];
    case 'unknown':
      return [...proposalOf(call), ...executionOf(call, 'unknown', 'the tool is not on the benchmark’s lists'), ...answerOf(call)];
    case 'read':
      return [
        recorded('source-data', call.instance, 'operation', call.tool, `${call.pointer}/function/name`),
        recorded('source-data', call.instance, 'arguments', call.arguments, `${call.pointer}/function/arguments`),
        ...(call.result === null ? [] : [recorded('source-data', call.instance, 'result', call.result.text, `${call.result.pointer}/content`)]),
      ];
    case 'thought':
      return [recorded('output', call.instance, 'text', argument(call, 'thought') ?? call.arguments, argumentPointer(call, 'thought'))];
    case 'escalation':
      return [
        inferred('decision', call.instance, 'verdict', 'escalated', `${call.pointer}/function/name`, 'the tool hands the conversation to a person'),
        recorded('decision', call.instance, 'operation', call.tool, `${call.pointer}/function/name`),
        recorded('decision', call.instance, 'rationale', argument(call, 'summary') ?? call.arguments, argumentPointer(call, 'summary')),
      ];
  }
}

function proposalOf(call: Call): readonly EventValue[] {
  return [
    recorded('output', call.instance, 'toolCall', call.tool, `${call.pointer}/function/name`),
    recorded('output', call.instance, 'value', call.arguments, `${call.pointer}/function/arguments`),
  ];
}

function agreementOf(call: Call): readonly EventValue[] {
  if (call.customer === null) return [];
  const verdict = speaksAgreement(call.customer.text) ? 'evidenced by words' : 'not evidenced';
  const pointer = `${call.customer.pointer}/content`;
  return [inferred('decision', call.instance, 'verdict', verdict, pointer, agreementRule), recorded('decision', call.instance, 'words', call.customer.text, pointer)];
}

function executionOf(call: Call, effect: 'write' | 'unknown', rule: string): readonly EventValue[] {
  const target = argument(call, 'reservation_id') !== null ? 'reservation_id' : argument(call, 'order_id') !== null ? 'order_id' : null;
  const amount = argument(call, 'amount');
  return [
    recorded('execution', call.instance, 'operation', call.tool, `${call.pointer}/function/name`),
    inferred('execution', call.instance, 'effect', effect, `${call.pointer}/function/name`, rule),
    recorded('execution', call.instance, 'arguments', call.arguments, `${call.pointer}/function/arguments`),
    ...(call.id === null ? [] : [recorded('execution', call.instance, 'callId', call.id, `${call.pointer}/id`)]),
    ...(target === null ? [] : [recorded('execution', call.instance, 'recordId', argument(call, target), argumentPointer(call, target))]),
    ...(target === null ? recordInAnswer(call) : []),
    ...(typeof amount === 'number' ? [recorded('execution', call.instance, 'amount', amount, argumentPointer(call, 'amount'))] : []),
  ];
}

/** A booking names its record only in the answer. */
function recordInAnswer(call: Call): readonly EventValue[] {
  if (call.result === null) return [];
  const answer = parseJson(call.result.text);
  if (!isJsonObject(answer)) return [];
  const member = ['reservation_id', 'order_id'].find((name) => typeof answer[name] === 'string');
  if (member === undefined) return [];
  return [inferred('execution', call.instance, 'recordId', answer[member] ?? null, `${call.result.pointer}/content/${member}`, 'the record the tool’s answer names')];
}

function answerOf(call: Call): readonly EventValue[] {
  if (call.result === null) return [];
  const failed = call.result.text.startsWith('Error');
  const pointer = `${call.result.pointer}/content`;
  return [
    inferred('outcome', call.instance, 'status', failed ? 'failed' : 'succeeded', pointer, failed ? 'the tool’s answer starts with “Error”' : 'the tool answered, and not with “Error”'),
    recorded('outcome', call.instance, 'response', call.result.text, pointer),
    recorded('outcome', call.instance, 'reportedBy', 'tool', `${call.result.pointer}/role`),
  ];
}

/** The benchmark judges the whole run by the state it left; that is not the airline's answer to any call. */
function rewardValues(reward: JsonValue | undefined): readonly EventValue[] {
  if (typeof reward !== 'number') return [];
  const rule = 'reward 1 is success and 0 failure by the benchmark’s own measure';
  const judged = reward === 1 ? 'succeeded' : reward === 0 ? 'failed' : null;
  return [
    recorded('outcome', '', 'score', reward, '/reward'),
    ...(judged === null ? [] : [inferred('outcome', '', 'status', judged, '/reward', rule)]),
    inferred('outcome', '', 'reportedBy', 'benchmark', '/reward', 'the reward is computed by the benchmark'),
  ];
}

function argument(call: Call, name: string): JsonValue {
  return isJsonObject(call.arguments) && Object.hasOwn(call.arguments, name) ? (call.arguments[name] ?? null) : null;
}

/** Arguments are JSON inside a string: the pointer goes on into it, and stands for the string's bytes. */
function argumentPointer(call: Call, name: string): string {
  return argument(call, name) === null ? `${call.pointer}/function/arguments` : `${call.pointer}/function/arguments/${name}`;
}

function unmappedOf(result: JsonObject): readonly string[] {
  const read: ReadonlySet<string> = new Set(['task_id', 'trial', 'reward', 'traj', 'info']);
  const info = result['info'];
  return [
    ...Object.keys(result).flatMap((name) => (read.has(name) ? [] : [`/${name}`])),
    ...(isJsonObject(info) ? ['source', 'user_cost', 'reward_info'].flatMap((name) => (Object.hasOwn(info, name) ? [`/info/${name}`] : [])) : []),
  ];
}

function from(value: JsonValue | undefined, stage: StageKind | 'context', name: string, pointer: string): readonly EventValue[] {
  return value === undefined ? [] : [recorded(stage, '', name, value, pointer)];
}

function recorded(stage: StageKind | 'context', instance: string, name: string, value: JsonValue, pointer: string): EventValue {
  return { stage, instance, name, value, provenance: 'recorded', rule: null, pointer };
}

function inferred(stage: StageKind | 'context', instance: string, name: string, value: JsonValue, pointer: string | null, rule: string): EventValue {
  return { stage, instance, name, value, provenance: 'inferred', rule, pointer };
}

function scalar(value: JsonValue | undefined): string | null {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

function problem(reason: string): Normalised {
  return { kind: 'problem', problem: { rule: 'not-a-result', reason } };
}
