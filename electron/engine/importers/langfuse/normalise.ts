import { isJsonObject, type JsonValue } from '#shared/json.ts';
import type { ParsedRecord } from '../../evidence/layout.ts';
import type { Normalised, SourceContext } from '../importer.ts';
import { readObservation } from './observation.ts';
import { readTrace } from './trace.ts';
import { unread, type Collector } from './values.ts';

/** Untrusted: the trace, or one of its observations. Their order in the file means nothing. */
export function normaliseLangfuse(record: ParsedRecord, _source: SourceContext): Normalised {
  const value = record.value;
  if (!isJsonObject(value)) return problem('not-an-object', 'A trace or an observation is an object; this record is not.');
  const into: Collector = { values: [], read: new Set() };
  const isObservation = value['traceId'] !== undefined;
  const traceId = idOf(isObservation ? value['traceId'] : value['id']);
  if (traceId === null) return problem('no-identity', 'The record has neither a traceId nor, as the trace itself, an id.');
  const event = isObservation ? readObservation(value, into) : readTrace(value, into);
  return { kind: 'events', events: [{ runKey: `trace:${traceId}`, externalId: traceId, event, values: into.values, unmapped: unread(into, value) }] };
}

function idOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function problem(rule: string, reason: string): Normalised {
  return { kind: 'problem', problem: { rule, reason } };
}
