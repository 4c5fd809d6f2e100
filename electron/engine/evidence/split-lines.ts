import { asBuffer, BOM, CR, isJsonSpace, LF } from './bytes.ts';
import { limitReason, type Limits } from './limits.ts';
import type { SpanSink, Splitter } from './splitter.ts';

/**
 * Lines end at LF and nowhere else: an authentic log may hold a raw U+2028 inside a string. A span leaves out the LF, one CR
 * before it, and a byte order mark at the start of the line (rotated files joined end to end bring marks into the middle).
 */
export function createLineSplitter(limits: Limits): Splitter {
  let sourceOffset = 0;
  let lineStart = 0;
  let lineNumber = 1;
  // What must be known of a line whose first bytes came in an earlier chunk.
  let head: number[] = [];
  let contentAfterHead = false;
  let lastByte = -1;

  function emit(offset: number, end: number, sink: SpanSink): void {
    const length = end - offset;
    if (length > limits.recordBytes) {
      sink.problem({ ordinal: lineNumber, offset, length, rule: 'record-too-long', reason: limitReason('record-too-long', limits, `${length} bytes`) });
    } else {
      sink.record({ offset, length, ordinal: lineNumber, pointer: '' });
    }
  }

  function endHeldLine(end: number, sink: SpanSink): void {
    const bom = startsWithBom(head, 0, head.length);
    const blank = !contentAfterHead && (bom || head.every(isJsonSpace));
    if (!blank) emit(bom ? lineStart + BOM.length : lineStart, lastByte === CR ? end - 1 : end, sink);
    head = [];
    contentAfterHead = false;
    lastByte = -1;
  }

  function hold(chunk: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to && head.length < BOM.length) {
      head.push(chunk[at] ?? 0);
      at += 1;
    }
    contentAfterHead = contentAfterHead || !isBlank(chunk, at, to);
    if (to > from) lastByte = chunk[to - 1] ?? -1;
  }

  return {
    push(chunk, sink) {
      const buffer = asBuffer(chunk);
      let from = 0;
      for (let at = buffer.indexOf(LF); at !== -1; at = buffer.indexOf(LF, from)) {
        if (head.length > 0) {
          hold(buffer, from, at);
          endHeldLine(sourceOffset + at, sink);
        } else {
          const start = startsWithBom(buffer, from, at) ? from + BOM.length : from;
          if (!isBlank(buffer, start, at)) emit(sourceOffset + start, sourceOffset + (buffer[at - 1] === CR ? at - 1 : at), sink);
        }
        from = at + 1;
        lineStart = sourceOffset + from;
        lineNumber += 1;
      }
      hold(buffer, from, buffer.length);
      sourceOffset += buffer.length;
    },
    end(sink) {
      if (head.length > 0) endHeldLine(sourceOffset, sink);
    },
    keepFrom() {
      return sourceOffset - lineStart > limits.recordBytes + BOM.length + 1 ? sourceOffset : lineStart;
    },
  };
}

/**
 * The fast path for a buffer cut at line ends: the same lines with the same spans as the splitter, without objects.
 * `start` and `end` are source offsets; `line` counts from 1 at the buffer's first byte, blank lines included.
 * Returns how many lines the buffer holds. The record limit and UTF-16 are the caller's to check.
 */
export function forEachLine(buffer: Uint8Array, baseOffset: number, callback: (start: number, end: number, line: number) => void): number {
  const bytes = asBuffer(buffer);
  let from = 0;
  let line = 0;
  while (from < bytes.length) {
    const found = bytes.indexOf(LF, from);
    const at = found === -1 ? bytes.length : found;
    line += 1;
    const start = startsWithBom(bytes, from, at) ? from + BOM.length : from;
    if (!isBlank(bytes, start, at)) callback(baseOffset + start, baseOffset + (bytes[at - 1] === CR ? at - 1 : at), line);
    from = at + 1;
  }
  return line;
}

function startsWithBom(bytes: ArrayLike<number>, from: number, to: number): boolean {
  return to - from >= BOM.length && bytes[from] === BOM[0] && bytes[from + 1] === BOM[1] && bytes[from + 2] === BOM[2];
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    if (!isJsonSpace(bytes[i] ?? 0)) return false;
  }
  return true;
}
