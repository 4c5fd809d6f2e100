import { pointerToken } from '#shared/json.ts';
import { OPEN_ARRAY, OPEN_OBJECT } from './bytes.ts';
import { skipSpace, skipValue } from './json-scan.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { walkElements, walkMembers } from './walk-json.ts';

/** A member whose name stood earlier in the same object. `JSON.parse` keeps the last; another reader may keep the first. */
export interface DuplicateKey {
  /** Of the member; all members of the name share it. */
  readonly pointer: string;
  /** Bytes inside the record of the name's opening quote, here and at the first of the name. */
  readonly offset: number;
  readonly firstOffset: number;
}

/** Every repeated member name of a JSON record, in the order written; empty for bytes that are not JSON or are too deep. */
export function duplicateKeys(bytes: Uint8Array, limits: Limits = defaultLimits): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];

  function read(at: number, pointer: string, depth: number): number {
    const first = bytes[at];
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return skipValue(bytes, at, bytes.length);
    if (depth >= limits.jsonDepth) return ~at;
    if (first === OPEN_ARRAY) return walkElements(bytes, at, bytes.length, (index, valueAt) => read(valueAt, `${pointer}/${index}`, depth + 1));
    const seen = new Map<string, number>();
    return walkMembers(bytes, at, bytes.length, (key, valueAt, keyAt) => {
      const member = `${pointer}/${pointerToken(key)}`;
      const firstOffset = seen.get(key);
      if (firstOffset === undefined) seen.set(key, keyAt);
      else found.push({ pointer: member, offset: keyAt, firstOffset });
      return read(valueAt, member, depth + 1);
    });
  }

  return read(skipSpace(bytes, 0, bytes.length), '', 0) < 0 ? [] : found;
}
