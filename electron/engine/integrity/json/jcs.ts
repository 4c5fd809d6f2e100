import { createByteSink } from './byte-sink.ts';
import { createTapeReader } from './tape.ts';
import { createJsonWriter, type JsonForm } from './write-json.ts';

/** RFC 8785 from bytes. */
export const jcsForm: JsonForm = {
  order: 'utf16', separators: [',', ':'], ascii: false, html: false, numbers: 'ecmascript', nulls: 'keep', keepNulls: [], include: null, absent: 'skip', exclude: [], blank: [], transforms: {},
};

const reader = createTapeReader();
const sink = createByteSink();

/** A JSON text in a form; null when it is no JSON or has no such form. The bytes are the caller's. */
export function writtenAs(text: Uint8Array, form: JsonForm): Buffer | null {
  const tape = reader.read(Buffer.from(text.buffer, text.byteOffset, text.byteLength));
  if (tape === null) return null;
  sink.clear();
  return createJsonWriter(form).write(tape, 0, sink) ? Buffer.from(sink.view()) : null;
}
