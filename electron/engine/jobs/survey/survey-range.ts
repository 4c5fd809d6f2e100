import { closeSync, openSync, readSync } from 'node:fs';
import type { RecordSpan } from '../../evidence/layout.ts';
import { readBytes, readLinesOf } from '../../evidence/file-bytes.ts';
import { isProblem } from '../../evidence/parse-record.ts';
import { createRecordReader } from '../../evidence/record-reader.ts';
import { createSharedReader } from '../../evidence/shared-values.ts';
import { createSplitter } from '../../evidence/splitter.ts';
import { textLayout } from '../../evidence/utf-16.ts';
import type { RunEvent, SourceContext } from '../../importers/importer.ts';
import { importerById } from '../../importers/index.ts';
import type { PlacedEvent } from '../../lineage/placed-event.ts';
import { runIdOf } from '../../lineage/run-id.ts';
import { digestOf } from '../batch-builder.ts';
import type { SurveyBatch, SurveyTask } from './survey-batch.ts';
import { createSurveyor, type Surveyor } from './surveyor.ts';

/** Records between two batches of a source that is read whole. */
const batchBytes = 8 << 20;
const chunkBytes = 1 << 20;

/** Surveys the runs that one record of this range states alone. Runs in a thread and knows no database. */
export function* surveyRange(task: SurveyTask): Generator<SurveyBatch> {
  const { range } = task;
  const file = openSync(range.path, 'r');
  try {
    const surveyor = createSurveyor(range.caseKey, task.context);
    const survey = surveyRecord(file, task, surveyor);
    if (range.layout.kind === 'lines') yield surveyLines(file, task, surveyor, survey);
    else yield* surveyWhole(file, task, surveyor, survey);
  } finally {
    closeSync(file);
  }
}

type SurveyRecord = (bytes: Uint8Array, span: RecordSpan) => void;

function surveyLines(file: number, { range }: SurveyTask, surveyor: Surveyor, survey: SurveyRecord): SurveyBatch {
  const { start, bytes } = readLinesOf(file, range.from, range.to);
  const splitter = createSplitter(range.layout);
  const sink = {
    record: (within: RecordSpan): void => survey(bytes.subarray(within.offset, within.offset + within.length), { ...within, offset: within.offset + start }),
    problem: (): void => undefined,
  };
  if (bytes.length > 0) {
    splitter.push(bytes, sink);
    splitter.end(sink);
  }
  return surveyor.take(bytes.length);
}

function* surveyWhole(file: number, { range }: SurveyTask, surveyor: Surveyor, survey: SurveyRecord): Generator<SurveyBatch> {
  const reader = createRecordReader(range.layout, { record: survey, problem: () => undefined });
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let offset = 0;
  let handed = 0;
  for (;;) {
    const length = readSync(file, chunk, 0, chunkBytes, offset);
    if (length === 0) break;
    reader.push(chunk.subarray(0, length));
    offset += length;
    if (offset - handed < batchBytes) continue;
    yield surveyor.take(offset - handed);
    handed = offset;
  }
  reader.end();
  yield surveyor.take(offset - handed);
}

/** What the import read from the record it reads again, by the same code. */
function surveyRecord(file: number, { range, skip }: SurveyTask, surveyor: Surveyor): SurveyRecord {
  const importer = importerById(range.importer);
  const read = createSharedReader(range.layout, (offset, length) => readBytes(file, offset, length));
  const context: SourceContext = { name: range.sourceName, layout: textLayout(range.layout), mapping: range.mapping, zone: range.zone };
  return (bytes, span) => {
    const record = read(bytes, span);
    if (isProblem(record)) return;
    const keyed = importer.needsDigest?.(record) === true ? { ...record, sha256: Buffer.from(digestOf(bytes), 'latin1').toString('hex') } : record;
    const normalised = importer.normalise(keyed, context);
    if (normalised.kind !== 'events') return;
    const place = (event: RunEvent): PlacedEvent => ({ event, sourceKey: range.sourceKey, source: range.sourceName, ordinal: span.ordinal, zone: range.zone });
    const [only] = normalised.events;
    if (only !== undefined && normalised.events.length === 1) {
      if (!skip.has(`${span.offset}.0`)) surveyRun([place(only)], surveyor);
      return;
    }
    const runs = new Map<string, PlacedEvent[]>();
    for (const [part, event] of normalised.events.entries()) {
      if (skip.has(`${span.offset}.${part}`)) continue;
      const events = runs.get(event.runKey);
      if (events === undefined) runs.set(event.runKey, [place(event)]);
      else events.push(place(event));
    }
    for (const events of runs.values()) surveyRun(events, surveyor);
  };
}

/** A record that names others, or is named by them, is read with those. */
function surveyRun(events: readonly PlacedEvent[], surveyor: Surveyor): void {
  const [first] = events;
  if (first === undefined) return;
  if (events.some(({ event }) => (event.joins ?? []).length > 0 || event.joinedBy !== undefined)) surveyor.decline(runIdOf(first.event.runKey));
  else surveyor.run(events);
}
