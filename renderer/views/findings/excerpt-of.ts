import type { RecordBytes } from '#shared/ipc/answers.ts';

export interface Excerpt {
  readonly before: string;
  readonly value: string;
  readonly after: string;
}

/** Bytes of a source cut at a value, as text. Characters cut in half at the ends are left out. */
export function excerptOf({ base64, offset, encoding }: Pick<RecordBytes, 'base64' | 'offset' | 'encoding'>, valueAt: number, valueLength: number): Excerpt {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const from = valueAt - offset;
  const to = Math.min(bytes.length, from + valueLength);
  const text = (part: Uint8Array): string => new TextDecoder(encoding).decode(part);
  return { before: text(bytes.subarray(wholeFrom(bytes, from, encoding), from)), value: text(bytes.subarray(from, to)), after: text(bytes.subarray(to, wholeTo(bytes, to, encoding))) };
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function wholeFrom(bytes: Uint8Array, end: number, encoding: RecordBytes['encoding']): number {
  if (encoding !== 'utf-8') return end % 2;
  let at = 0;
  while (at < end && isContinuation(bytes[at])) at += 1;
  return at;
}

function wholeTo(bytes: Uint8Array, from: number, encoding: RecordBytes['encoding']): number {
  if (encoding !== 'utf-8') return bytes.length - ((bytes.length - from) % 2);
  let end = bytes.length;
  for (let back = 1; back <= 4 && end - back >= from; back += 1) {
    const byte = bytes[end - back];
    if (isContinuation(byte)) continue;
    const needed = byte === undefined || byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (needed > back) end -= back;
    break;
  }
  return end;
}
