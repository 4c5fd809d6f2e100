import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { PairedMember } from '#shared/model/run-pair.ts';

/** Most members listed of one value: enough to read; the rest is counted. */
const mostListed = 100;

/** Where two objects or lists differ, member by member; a member that only one has is one line, however much is in it. */
export function comparedMembers(a: JsonValue, b: JsonValue): { readonly members: readonly PairedMember[]; readonly more: number } {
  const members: PairedMember[] = [];
  let found = 0;
  const differ = (pointer: string, ours: JsonValue | undefined, theirs: JsonValue | undefined): void => {
    found += 1;
    if (members.length < mostListed) members.push({ pointer, a: textOf(ours), b: textOf(theirs), withheld: (isWithheld(ours) || isWithheld(theirs)) && ours !== undefined && theirs !== undefined });
  };
  const walk = (pointer: string, ours: JsonValue, theirs: JsonValue): void => {
    if (isWithheld(ours) || isWithheld(theirs)) {
      if (!isSameHash(ours, theirs)) differ(pointer, ours, theirs);
      return;
    }
    const [own, other] = [membersOf(ours, theirs), membersOf(theirs, ours)];
    if (own === null || other === null) {
      if (!sameScalar(ours, theirs)) differ(pointer, ours, theirs);
      return;
    }
    for (const name of new Set([...own.keys(), ...other.keys()])) {
      const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const [one, two] = [own.get(name), other.get(name)];
      if (one === undefined || two === undefined) differ(at, one, two);
      else walk(at, one, two);
    }
  };
  walk('', a, b);
  return { members, more: found - members.length };
}

/** A number and its text are one value, as in `sameValue`; `null` is a value of its own. */
function sameScalar(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  const scalar = (value: JsonValue): boolean => value !== null && typeof value !== 'object';
  return scalar(a) && scalar(b) && String(a) === String(b);
}

/** `{"redacted": …}` or `{"hash": …}` alone, as the native form writes what was taken out. */
function isWithheld(value: JsonValue | undefined): boolean {
  return value !== undefined && isJsonObject(value) && Object.keys(value).length === 1 && ('redacted' in value || 'hash' in value);
}

function isSameHash(a: JsonValue, b: JsonValue): boolean {
  return isJsonObject(a) && isJsonObject(b) && typeof a['hash'] === 'string' && a['hash'] === b['hash'];
}

/** Members by name; null: it has none, or the other is of another kind. */
function membersOf(value: JsonValue, beside: JsonValue): ReadonlyMap<string, JsonValue> | null {
  if (isJsonObject(value)) return isJsonObject(beside) ? new Map(Object.entries(value)) : null;
  if (!isJsonArray(value) || !isJsonArray(beside)) return null;
  const member = ['name', 'field', 'id'].find((key) => namesAll(value, key) && namesAll(beside, key));
  return new Map(value.map((entry, index) => [member !== undefined && isJsonObject(entry) ? String(entry[member]) : String(index), entry]));
}

function namesAll(list: readonly JsonValue[], key: string): boolean {
  const names = new Set(list.map((entry) => (isJsonObject(entry) && typeof entry[key] === 'string' ? entry[key] : null)));
  return !names.has(null) && names.size === list.length;
}

function textOf(value: JsonValue | undefined): string | null {
  return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
