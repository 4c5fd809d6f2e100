import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Detection, Importer, Sample } from '../importer.ts';
import { normaliseLangfuse } from './normalise.ts';

export const langfuse: Importer = {
  id: 'langfuse',
  title: 'Langfuse trace download',
  definedIn: 'langfuse/langfuse @ 62751446, packages/shared/scripts/seeder/utils/framework-traces and the trace download of its web application',
  integrity: 'no mechanism: the export offers no proof of itself',
  detect,
  normalise: normaliseLangfuse,
};

/** The trace is one record and every observation another, whichever way the first bytes were split. */
const layout = { kind: 'json', records: ['/trace', '/observations/*'] } as const;

function detect(sample: Sample): Detection | null {
  for (const candidate of sample.candidates) {
    if (candidate.layout.kind === 'csv') continue;
    const whole = candidate.records.find(({ value }) => isDownload(value));
    if (whole !== undefined) return { confidence: 95, why: 'An object with a trace (id, timestamp) and its observations, each with traceId, type and startTime.', layout };
    const observations = candidate.records.filter(({ value }) => isObservation(value)).length;
    if (candidate.layout.kind === 'json' && observations > 0 && observations * 2 > candidate.records.length && candidate.layout.records.includes('/observations/*')) {
      return { confidence: 90, why: `${observations} of ${candidate.records.length} records looked at are observations with traceId, type and startTime, in a file that holds one trace.`, layout };
    }
  }
  return null;
}

function isDownload(value: JsonValue): boolean {
  if (!isJsonObject(value) || !isJsonObject(value['trace'])) return false;
  const observations = value['observations'] ?? null;
  const trace = value['trace'];
  return isJsonArray(observations) && typeof trace['id'] === 'string' && trace['timestamp'] !== undefined && observations.every(isObservation);
}

function isObservation(value: JsonValue): boolean {
  return isJsonObject(value) && typeof value['traceId'] === 'string' && typeof value['type'] === 'string' && Object.hasOwn(value, 'startTime');
}
