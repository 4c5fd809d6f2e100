import type { ImportProblem, Layout, RecordSpan } from './layout.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createSplitter } from './splitter.ts';

/** Receives records with their bytes, in the order of the source. */
export interface RecordSink {
  /** `bytes` are valid during the call only: copy what must live longer. */
  record(bytes: Uint8Array, span: RecordSpan): void;
  problem(problem: ImportProblem): void;
}

export interface RecordReader {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** A splitter that also keeps the bytes of a record until its end has come: at most one record and one chunk. */
export function createRecordReader(layout: Layout, sink: RecordSink, limits: Limits = defaultLimits): RecordReader {
  const splitter = createSplitter(layout, limits);
  let held: Uint8Array = new Uint8Array(0);
  let heldLength = 0;
  let heldFrom = 0;
  let window: Uint8Array = held;
  let windowFrom = 0;

  const spanSink = {
    record: (span: RecordSpan) => sink.record(window.subarray(span.offset - windowFrom, span.offset - windowFrom + span.length), span),
    problem: (problem: ImportProblem) => sink.problem(problem),
  };

  function append(chunk: Uint8Array): void {
    if (heldLength + chunk.length > held.length) {
      const larger = new Uint8Array(Math.max(2 * held.length, heldLength + chunk.length));
      larger.set(held.subarray(0, heldLength));
      held = larger;
    }
    held.set(chunk, heldLength);
    heldLength += chunk.length;
  }

  return {
    push(chunk) {
      const chunkFrom = heldFrom + heldLength;
      if (heldLength > 0) append(chunk);
      window = heldLength > 0 ? held.subarray(0, heldLength) : chunk;
      windowFrom = heldLength > 0 ? heldFrom : chunkFrom;
      splitter.push(chunk, spanSink);
      const drop = splitter.keepFrom() - windowFrom;
      if (heldLength > 0) {
        held.copyWithin(0, drop, heldLength);
        heldLength -= drop;
      } else {
        append(chunk.subarray(drop));
      }
      heldFrom = windowFrom + drop;
    },
    end() {
      window = held.subarray(0, heldLength);
      windowFrom = heldFrom;
      splitter.end(spanSink);
    },
  };
}
