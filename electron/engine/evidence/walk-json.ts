import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA } from './bytes.ts';
import { skipSpace, skipString, skipName } from './json-scan.ts';

/** Given where a child value starts, returns where it ends (or `~offset` of its fault). */
export type VisitMember = (key: string, valueAt: number, keyAt: number) => number;
export type VisitElement = (index: number, valueAt: number) => number;

/**
 * The members of the object that opens at `from`, in the order written and with repeated names, each handed to `visit`, which
 * reads the value. Returns the offset after the object, or `~offset` of the fault. Same contract as json-scan.ts.
 */
export function walkMembers(bytes: Uint8Array, from: number, end: number, visit: VisitMember): number {
  let at = skipSpace(bytes, from + 1, end);
  if (bytes[at] === CLOSE_OBJECT && at < end) return at + 1;
  for (;;) {
    const keyAt = skipSpace(bytes, at, end);
    const afterColon = skipName(bytes, keyAt, end);
    if (afterColon < 0) return afterColon;
    const valueAt = skipSpace(bytes, afterColon, end);
    const after = visit(memberName(bytes, keyAt, end), valueAt, keyAt);
    if (after < 0) return after;
    at = skipSpace(bytes, after, end);
    if (at >= end) return ~end;
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return ~at;
    at += 1;
  }
}

/** The same for an array. */
export function walkElements(bytes: Uint8Array, from: number, end: number, visit: VisitElement): number {
  let at = skipSpace(bytes, from + 1, end);
  if (bytes[at] === CLOSE_ARRAY && at < end) return at + 1;
  for (let index = 0; ; index += 1) {
    const after = visit(index, skipSpace(bytes, at, end));
    if (after < 0) return after;
    at = skipSpace(bytes, after, end);
    if (at >= end) return ~end;
    if (bytes[at] === CLOSE_ARRAY) return at + 1;
    if (bytes[at] !== COMMA) return ~at;
    at += 1;
  }
}

function memberName(bytes: Uint8Array, quoteAt: number, end: number): string {
  const after = skipString(bytes, quoteAt, end);
  const token = Buffer.from(bytes.buffer, bytes.byteOffset + quoteAt, after - quoteAt).toString('utf8');
  // Only an escape makes the text differ from its token.
  if (!token.includes('\\')) return token.slice(1, -1);
  const name: unknown = JSON.parse(token);
  return String(name);
}
