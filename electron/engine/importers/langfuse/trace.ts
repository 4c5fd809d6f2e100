import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';
import { inferred, recorded, take, unwrapped, type Collector } from './values.ts';

/** The trace: what set the run off, what came out, and what was scored afterwards. Returns the event's name. */
export function readTrace(trace: JsonObject, into: Collector): string {
  for (const member of ['id', 'projectId', 'latency']) into.read.add(member);
  take(into, trace, 'timestamp', 'context', '', 'at');
  take(into, trace, 'environment', 'context', '', 'environment');
  take(into, trace, 'sessionId', 'context', '', 'sessionId');
  take(into, trace, 'userId', 'context', '', 'subject.user');
  take(into, trace, 'release', 'context', '', 'appVersion');
  readName(trace['name'], into);
  if (isSaid(trace['userId'])) into.values.push(recorded('trigger', '', 'actor', trace['userId'], '/userId'));
  if (isSaid(trace['input'])) into.values.push(recorded('trigger', '', 'text', unwrapped(trace['input']), '/input'));
  if (isSaid(trace['output'])) into.values.push(recorded('output', 'trace', 'text', unwrapped(trace['output']), '/output'));
  into.read.add('input').add('output');
  readScores(trace['scores'], into);
  return 'trace';
}

function readName(name: JsonValue | undefined, into: Collector): void {
  into.read.add('name');
  if (!isSaid(name)) return;
  into.values.push(recorded('context', '', 'traceName', name, '/name'), inferred('context', '', 'actionType', name, '/name', 'the trace’s name is taken as the kind of action'));
}

/** A judge's score (EVAL) is a measurement. Only a person's annotation or a guardrail is read as a decision, and as an inferred one. */
function readScores(scores: JsonValue | undefined, into: Collector): void {
  into.read.add('scores');
  if (scores === undefined || !isJsonArray(scores) || scores.length === 0) return;
  const measured: JsonValue[] = [];
  scores.forEach((score, index) => {
    if (!isJsonObject(score)) return;
    const pointer = `/scores/${index}`;
    if (score['source'] !== 'ANNOTATION' && score['source'] !== 'GUARDRAIL') {
      measured.push(score);
      return;
    }
    const instance = `score-${index + 1}`;
    const rule = `a score of source ${score['source']} is read as a decision`;
    const verdict = score['stringValue'] ?? score['value'];
    if (isSaid(verdict)) into.values.push(inferred('decision', instance, 'verdict', verdict, `${pointer}/${isSaid(score['stringValue']) ? 'stringValue' : 'value'}`, rule));
    if (isSaid(score['authorUserId'])) into.values.push(inferred('decision', instance, 'approver', score['authorUserId'], `${pointer}/authorUserId`, rule));
    if (isSaid(score['timestamp'])) into.values.push(recorded('decision', instance, 'at', score['timestamp'], `${pointer}/timestamp`));
    if (isSaid(score['comment'])) into.values.push(recorded('decision', instance, 'rationale', score['comment'], `${pointer}/comment`));
    if (isSaid(score['name'])) into.values.push(recorded('decision', instance, 'scoreName', score['name'], `${pointer}/name`));
  });
  if (measured.length > 0) into.values.push(recorded('context', '', 'evaluationScores', scores, '/scores'));
}

function isSaid(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && value !== '';
}
