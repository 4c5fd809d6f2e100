import { isJsonArray, type JsonObject, type JsonValue } from '#shared/json.ts';
import { readAnswer } from './generated.ts';
import { attribute, attributePointer, attributesOf, inferred, recorded, take, type Collector } from './values.ts';

/** One observation. What it is decides its type, and where a framework only knew SPAN, its own attributes. Returns the event's name. */
export function readObservation(observation: JsonObject, into: Collector): string {
  const attributes = attributesOf(observation);
  const kind = kindOf(observation, attributes);
  const instance = typeof observation['id'] === 'string' ? observation['id'] : '';
  for (const member of ['id', 'traceId', 'projectId', 'parentObservationId', 'type', 'name', 'latency']) into.read.add(member);
  take(into, observation, 'startTime', 'context', '', 'at');
  take(into, observation, 'environment', 'context', '', 'environment');
  readModel(observation, attributes, into);
  readAgent(observation, attributes, into);
  switch (kind) {
    case 'generation':
      readGeneration(observation, instance, into);
      break;
    case 'tool':
      readTool(observation, attributes, instance, into);
      break;
    case 'retriever':
      readRetrieval(observation, instance, into);
      break;
    case 'guardrail':
      take(into, observation, 'name', 'decision', instance, 'operation');
      take(into, observation, 'output', 'decision', instance, 'policyOutcome');
      take(into, observation, 'endTime', 'decision', instance, 'at');
      break;
    default:
      take(into, observation, 'endTime', 'context', '', 'endedAt');
      readRootInput(observation, into);
  }
  readError(observation, instance, into);
  return kind;
}

function kindOf(observation: JsonObject, attributes: JsonObject): string {
  const type = typeof observation['type'] === 'string' ? observation['type'].toLowerCase() : 'observation';
  const declared = attributes['openinference.span.kind'];
  if (type !== 'span') return type;
  if (declared === 'TOOL' || attributes['gen_ai.operation.name'] === 'execute_tool') return 'tool';
  return declared === 'RETRIEVER' ? 'retriever' : type;
}

/** One model stage a model name: a trace may call several. `unknown` is not a name. */
function readModel(observation: JsonObject, attributes: JsonObject, into: Collector): void {
  into.read.add('model').add('promptName').add('promptVersion');
  const model = observation['model'];
  if (typeof model !== 'string' || model === '' || model === 'unknown') return;
  into.values.push(recorded('model', model, 'name', model, '/model'));
  const version = datedSuffix(model);
  if (version !== null) into.values.push(inferred('model', model, 'version', version, '/model', 'the model’s name ends in the date of a snapshot'));
  const provider = attribute(attributes, ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider']);
  if (provider !== null) into.values.push(recorded('model', model, 'provider', provider.value, attributePointer(provider.name)));
  take(into, observation, 'promptName', 'model', model, 'promptTemplate');
  take(into, observation, 'promptVersion', 'model', model, 'promptVersion');
}

/** `gpt-4.1-2025-04-14` → `2025-04-14`; `gemini-2.0-flash` states no snapshot. */
export function datedSuffix(model: string): string | null {
  return /[-@](20\d{2}-?\d{2}-?\d{2})$/.exec(model)?.[1] ?? null;
}

/** Several agents may work in one trace; only the one at the root is the run's. */
function readAgent(observation: JsonObject, attributes: JsonObject, into: Collector): void {
  const named = attribute(attributes, ['gen_ai.agent.name', 'agent_name']);
  const isRoot = !isSaid(observation['parentObservationId']);
  if (named !== null) {
    const pointer = attributePointer(named.name);
    into.values.push(isRoot ? recorded('context', '', 'agent', named.value, pointer) : inferred('context', '', 'agent', named.value, pointer, 'an agent named below the root of the trace'));
  } else if (observation['type'] === 'AGENT' && isSaid(observation['name'])) {
    into.values.push(inferred('context', '', 'agent', observation['name'], '/name', 'the name of an observation of type AGENT'));
  }
}

function readGeneration(observation: JsonObject, instance: string, into: Collector): void {
  readRootInput(observation, into);
  take(into, observation, isSaid(observation['endTime']) ? 'endTime' : 'startTime', 'output', instance, 'at');
  take(into, observation, 'modelParameters', 'output', instance, 'parameters');
  take(into, observation, 'parentObservationId', 'output', instance, 'parent');
  take(into, observation, 'input', 'output', instance, 'input');
  const answer = observation['output'];
  if (!isSaid(answer)) return;
  const { text, call } = readAnswer(answer, '/output');
  if (call !== null) into.values.push(recorded('output', instance, 'toolCall', call.value, call.pointer));
  if (text !== null) into.values.push(recorded('output', instance, 'text', text.value, text.pointer));
  if (text?.pointer !== '/output') into.values.push(recorded('output', instance, 'value', answer, '/output'));
  into.read.add('output').add('endTime');
}

/** The export says that a tool ran, not whether it changes anything. */
function readTool(observation: JsonObject, attributes: JsonObject, instance: string, into: Collector): void {
  const named = attribute(attributes, ['gen_ai.tool.name', 'tool.name']);
  if (named !== null) into.values.push(recorded('execution', instance, 'operation', named.value, attributePointer(named.name)));
  else take(into, observation, 'name', 'execution', instance, 'operation');
  into.values.push(inferred('execution', instance, 'effect', 'unknown', null, 'the export does not say whether a tool writes or reads'));
  take(into, observation, 'input', 'execution', instance, 'arguments');
  take(into, observation, 'startTime', 'execution', instance, 'at');
  take(into, observation, 'parentObservationId', 'execution', instance, 'parent');
  const callId = attribute(attributes, ['gen_ai.tool.call.id', 'tool_call.id']);
  if (callId !== null) into.values.push(recorded('execution', instance, 'callId', lastOf(callId.value), attributePointer(callId.name)));
  take(into, observation, 'output', 'outcome', instance, 'response');
  take(into, observation, 'endTime', 'outcome', instance, 'at');
}

/** Some frameworks write the run's and the call's id as a list; the call's is the last. */
function lastOf(value: JsonValue): JsonValue {
  return isJsonArray(value) ? (value.at(-1) ?? null) : value;
}

function readRetrieval(observation: JsonObject, instance: string, into: Collector): void {
  take(into, observation, 'name', 'source-data', instance, 'operation');
  take(into, observation, 'input', 'source-data', instance, 'arguments');
  take(into, observation, 'output', 'source-data', instance, 'result');
  take(into, observation, 'startTime', 'source-data', instance, 'at');
}

/** A trace may come without its own input; a root observation's then tells what set it off. It never outranks the trace's. */
function readRootInput(observation: JsonObject, into: Collector): void {
  const input = observation['input'];
  if (isSaid(observation['parentObservationId']) || !isSaid(input)) return;
  into.read.add('input');
  into.values.push(inferred('trigger', '', 'text', input, '/input', 'the input of a root observation'));
}

function readError(observation: JsonObject, instance: string, into: Collector): void {
  into.read.add('level').add('statusMessage');
  if (observation['level'] !== 'ERROR') return;
  into.values.push(inferred('outcome', instance, 'status', 'failed', '/level', 'the observation’s level is ERROR'));
  take(into, observation, 'statusMessage', 'outcome', instance, 'error');
}

function isSaid(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && value !== '';
}
