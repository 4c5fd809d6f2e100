import type { ImportProblem, Layout, RecordSpan } from './layout.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createRecordReader } from './record-reader.ts';

/** Everything a splitter found in bytes already at hand, each record with its bytes. For samples and tests: imports stream. */
export interface Collected {
  readonly records: readonly { readonly span: RecordSpan; readonly bytes: Buffer }[];
  readonly problems: readonly ImportProblem[];
}

export function splitCollected(chunks: Iterable<Uint8Array>, layout: Layout, limits: Limits = defaultLimits): Collected {
  const records: { readonly span: RecordSpan; readonly bytes: Buffer }[] = [];
  const problems: ImportProblem[] = [];
  const reader = createRecordReader(layout, { record: (bytes, span) => records.push({ span, bytes: Buffer.from(bytes) }), problem: (problem) => problems.push(problem) }, limits);
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return { records, problems };
}
