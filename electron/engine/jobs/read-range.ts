import { hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { ImportProblem, RecordSpan } from '../evidence/layout.ts';
import { asBuffer, LF } from '../evidence/bytes.ts';
import { isProblem, parseRecord } from '../evidence/parse-record.ts';
import { createRecordReader } from '../evidence/record-reader.ts';
import { createSplitter } from '../evidence/splitter.ts';
import { importerById } from '../importers/index.ts';
import { createBatchBuilder, type BatchBuilder } from './batch-builder.ts';
import type { Batch, RangeTask } from './batch.ts';
import { excerptBytes } from './excerpt.ts';

/** Bytes of the source read before a batch is handed over. */
const batchBytes = 8 << 20;
const chunkBytes = 4 << 20;

/**
 * Reads a range of one source into batches: split, hash, parse, normalise, assemble, encode. Everything that depends on the
 * bytes alone happens here; it runs in a thread and knows no database.
 */
export function* readRange(task: RangeTask): Generator<Batch> {
  const file = openSync(task.path, 'r');
  try {
    yield* task.layout.kind === 'lines' ? readLines(file, task) : readWhole(file, task);
  } finally {
    closeSync(file);
  }
}

/** One batch: the lines that begin in [from, to). The last of them may end beyond. */
function* readLines(file: number, task: RangeTask): Generator<Batch> {
  const start = task.from === 0 ? 0 : nextLineStart(file, task.from - 1);
  const end = start >= task.to ? start : nextLineStart(file, task.to - 1);
  const bytes = readBytes(file, start, end - start);
  const builder = builderOver(file, task);
  const splitter = createSplitter(task.layout);
  const sink = {
    record: (span: RecordSpan): void => take(builder, task, bytes.subarray(span.offset, span.offset + span.length), { ...span, offset: span.offset + start }),
    problem: (problem: ImportProblem): void => builder.reject({ ...problem, offset: problem.offset + start }, bytes.subarray(problem.offset, problem.offset + problem.length)),
  };
  if (bytes.length > 0) {
    splitter.push(bytes, sink);
    splitter.end(sink);
  }
  yield builder.take(countLines(bytes), bytes.length);
}

/** Any other layout: the whole source once, in order, in as many batches as it takes. */
function* readWhole(file: number, task: RangeTask): Generator<Batch> {
  const builder = builderOver(file, task);
  const reader = createRecordReader(task.layout, {
    record: (bytes, span) => take(builder, task, bytes, span),
    problem: (problem) => builder.reject(problem, readBytes(file, problem.offset, Math.min(problem.length, excerptBytes + 1))),
  });
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let offset = 0;
  let handed = 0;
  for (;;) {
    const length = readSync(file, chunk, 0, chunkBytes, offset);
    if (length === 0) break;
    reader.push(chunk.subarray(0, length));
    offset += length;
    if (offset - handed < batchBytes) continue;
    yield builder.take(null, offset - handed);
    handed = offset;
  }
  reader.end();
  yield builder.take(null, offset - handed);
}

/** Records of a run with several of them are read a second time, from the operating system's cache as a rule. */
function builderOver(file: number, task: RangeTask): BatchBuilder {
  const again = ({ offset, length }: RecordSpan): Buffer => readBytes(file, offset, length);
  return createBatchBuilder(
    task,
    importerById(task.importer),
    (span) => {
      const read = parseRecord(again(span), span, task.layout);
      return isProblem(read) ? null : read;
    },
    (span) => hash('sha256', again(span), 'buffer'),
  );
}

function take(builder: BatchBuilder, task: RangeTask, bytes: Uint8Array, span: RecordSpan): void {
  const read = parseRecord(bytes, span, task.layout);
  if (isProblem(read)) builder.reject(read, bytes);
  else builder.record(read, bytes);
}

/** Offset just behind the first LF at or after `from`; the end of the file when there is none. */
function nextLineStart(file: number, from: number): number {
  const chunk = Buffer.allocUnsafe(64 << 10);
  for (let at = from; ; ) {
    const length = readSync(file, chunk, 0, chunk.length, at);
    if (length === 0) return at;
    const lf = chunk.subarray(0, length).indexOf(LF);
    if (lf >= 0) return at + lf + 1;
    at += length;
  }
}

function readBytes(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, offset + done);
    if (read === 0) return bytes.subarray(0, done);
    done += read;
  }
  return bytes;
}

function countLines(bytes: Uint8Array): number {
  const buffer = asBuffer(bytes);
  let lines = 0;
  for (let at = buffer.indexOf(LF); at >= 0; at = buffer.indexOf(LF, at + 1)) lines += 1;
  return lines;
}
