import { isJsonObject } from '#shared/json.ts';
import type { Detection, Importer, Sample, SampleLayout } from '../importer.ts';
import { normaliseMapped } from './normalise.ts';
import { proposeMapping } from './propose-mapping.ts';

export const mapped: Importer = {
  id: 'mapped',
  title: 'Table or list read with a mapping',
  definedIn: 'the mapping a person confirms; RFC 4180 for CSV, RFC 8259 for JSON',
  integrity: 'no mechanism known: columns that look like a chain are not checked yet',
  needsDigest: () => true,
  detect,
  normalise: normaliseMapped,
};

/** Last of all: claims what nothing else does, if its columns tell at least when or which, and one thing more. */
function detect(sample: Sample): Detection | null {
  let best: Detection | null = null;
  for (const candidate of sample.candidates) {
    const detection = detectIn(candidate);
    if (detection !== null && (best === null || detection.confidence > best.confidence)) best = detection;
  }
  return best;
}

function detectIn(candidate: SampleLayout): Detection | null {
  const { layout, records } = candidate;
  const objects = records.filter(({ value }) => isJsonObject(value)).length;
  if (objects === 0 || objects * 2 < records.length) return null;
  const known = proposeMapping(candidate).columns.filter(({ target }) => target !== null);
  const anchored = known.some(({ target, type }) => target === 'run.id' || type.startsWith('instant'));
  if (!anchored || known.length < 2) return null;
  const shape = layout.kind === 'csv' ? `A table of ${layout.header.length} columns` : layout.kind === 'lines' ? 'JSON lines' : 'A list in JSON';
  const names = known.map(({ column }) => column).slice(0, 6).join(', ');
  return { confidence: objects > 1 ? 20 : 12, why: `${shape} that no known format claims; ${known.length} names are understood (${names}). Confirm the mapping.`, layout };
}
