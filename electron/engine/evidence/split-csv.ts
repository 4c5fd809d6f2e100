import { byteInWords, BOM, CR, LF, QUOTE } from './bytes.ts';
import { limitReason, type Limits } from './limits.ts';
import type { SpanSink, Splitter } from './splitter.ts';

/**
 * RFC 4180 rows; the first is the header and yields nothing. Rows end at LF or CRLF, empty rows are skipped and not counted.
 * A quote where none may stand spoils its row, and reading resumes after the next line end: nothing tells whether that one is
 * inside quotes, so the problem names every byte it covers.
 */
export function createCsvSplitter(delimiter: string, limits: Limits): Splitter {
  const delimiterByte = delimiter.charCodeAt(0);
  let sourceOffset = 0;
  let rowStart = 0;
  /** -1: the header. */
  let row = -1;
  let state: State = CELL_START;
  let openedAt = 0;
  let faultAt = 0;
  let faultReason = '';
  let lastByte = -1;
  let bomBytes = 0;

  function endRow(end: number, sink: SpanSink): void {
    const to = lastByte === CR ? end - 1 : end;
    const length = to - rowStart;
    if (state === SPOILED) {
      row = Math.max(0, row + 1);
      sink.problem({ ordinal: row, offset: faultAt, length: to - faultAt, rule: 'csv-quotes', reason: `${faultReason} The row starts at byte ${rowStart}; everything up to byte ${to} was set aside with it.` });
    } else if (length > 0) {
      row += 1;
      if (row > 0) emit(length, sink);
    }
    state = CELL_START;
    lastByte = -1;
  }

  function emit(length: number, sink: SpanSink): void {
    if (length > limits.recordBytes) {
      sink.problem({ ordinal: row, offset: rowStart, length, rule: 'record-too-long', reason: limitReason('record-too-long', limits, `${length} bytes`) });
    } else {
      sink.record({ offset: rowStart, length, ordinal: row, pointer: '' });
    }
  }

  function spoil(at: number, reason: string): void {
    state = SPOILED;
    faultAt = at;
    faultReason = reason;
  }

  /** Everything but the line end: that stays in the loop, which knows the sink. */
  function read(byte: number, at: number): void {
    switch (state) {
      case CELL_START:
        if (byte === QUOTE) {
          state = QUOTED;
          openedAt = at;
        } else if (byte !== delimiterByte) state = PLAIN;
        return;
      case PLAIN:
        if (byte === delimiterByte) state = CELL_START;
        else if (byte === QUOTE) spoil(at, `Found a quote at byte ${at} inside a cell that does not start with one; RFC 4180 wants the whole cell quoted and the quote doubled.`);
        return;
      case QUOTED:
        if (byte === QUOTE) state = AFTER_QUOTE;
        return;
      case AFTER_QUOTE:
        if (byte === QUOTE) state = QUOTED;
        else if (byte === delimiterByte) state = CELL_START;
        else if (byte === CR) state = AFTER_QUOTE_CR;
        else spoil(at, afterQuoteReason(byte, at));
        return;
      case AFTER_QUOTE_CR:
        spoil(at, afterQuoteReason(CR, at - 1));
    }
  }

  function afterQuoteReason(byte: number, at: number): string {
    return `Found ${byteInWords(byte)} at byte ${at} after the closing quote of a cell opened at byte ${openedAt}; a quote inside a cell must be doubled.`;
  }

  function skipBom(chunk: Uint8Array): number {
    let i = 0;
    while (i < chunk.length && bomBytes === sourceOffset + i && bomBytes < BOM.length && chunk[i] === BOM[bomBytes]) {
      bomBytes += 1;
      i += 1;
    }
    if (bomBytes === BOM.length && rowStart === 0) rowStart = BOM.length;
    // A first byte that only looked like a mark is part of the header, which yields nothing: no need to read it again.
    return i;
  }

  return {
    push(chunk, sink) {
      const length = chunk.length;
      let i = skipBom(chunk);
      while (i < length) {
        // The two states that nearly every byte is read in.
        if (state === PLAIN) while (i < length && endsPlainRun(chunk[i] ?? 0, delimiterByte)) i += 1;
        else if (state === QUOTED) while (i < length && chunk[i] !== QUOTE) i += 1;
        if (i >= length) break;
        const byte = chunk[i] ?? 0;
        if (byte === LF && state !== QUOTED) {
          if (i > 0) lastByte = chunk[i - 1] ?? -1;
          endRow(sourceOffset + i, sink);
          rowStart = sourceOffset + i + 1;
        } else {
          read(byte, sourceOffset + i);
        }
        i += 1;
      }
      if (length > 0) lastByte = rowStart === sourceOffset + length ? -1 : (chunk[length - 1] ?? -1);
      sourceOffset += length;
    },
    end(sink) {
      if (state === QUOTED) spoil(openedAt, `The cell opened by the quote at byte ${openedAt} is never closed.`);
      if (sourceOffset > rowStart) endRow(sourceOffset, sink);
    },
    keepFrom() {
      return state === SPOILED || sourceOffset - rowStart > limits.recordBytes + 2 ? sourceOffset : rowStart;
    },
  };
}

const CELL_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;
const AFTER_QUOTE_CR = 4;
const SPOILED = 5;
type State = typeof CELL_START | typeof PLAIN | typeof QUOTED | typeof AFTER_QUOTE | typeof AFTER_QUOTE_CR | typeof SPOILED;

function endsPlainRun(byte: number, delimiterByte: number): boolean {
  return byte !== delimiterByte && byte !== LF && byte !== QUOTE;
}
