import type { FieldCoverage } from '#shared/model/verdict.ts';
import { kinds, type Tape } from '../json/tape.ts';
import { find, keyText, plainText } from '../json/tape-values.ts';
import { pathOf } from './parts.ts';
import type { ChainProfile, InputPart } from './profile.ts';

export interface Coverage {
  /** `token`: the object whose members the recipe speaks of. */
  look(tape: Tape, token: number): void;
  /** What was seen since the last call. */
  take(): readonly FieldCoverage[];
}

interface Member {
  readonly name: string;
  readonly by: FieldCoverage['by'];
  readonly length: number;
  readonly prefix: number;
  /** Where a signature or hash stands inside an object the recipe leaves out as a whole, its neighbours are looked at as well. */
  readonly beside: boolean;
  records: number;
}

/** Members beyond these are not told apart: a log that names its members anew in every record would fill the memory. */
const mostMembers = 2000;

/** Which of a record's own members some part of the recipe takes in. The hash and the signature themselves are what is checked. */
export function createCoverage(profile: ChainProfile): Coverage {
  const by = profile.hash?.input?.flatMap((part) => ('canon' in part && part.canon.mode === 'concat' && part.canon.by !== undefined ? [part.canon.by] : []))[0];
  if (by === undefined) return coverageOf(profile);
  const path = pathOf(by.field);
  const others = coverageOf(profile);
  const own = new Map(Object.entries(by.fields).map(([value, fields]) => [value, coverageOf(withFields(profile, fields))]));
  return {
    look: (tape, token) => (own.get(plainText(tape, find(tape, token, path))) ?? others).look(tape, token),
    take: () => [others, ...own.values()].flatMap((coverage) => coverage.take()),
  };
}

function withFields(profile: ChainProfile, fields: readonly string[]): ChainProfile {
  if (profile.hash === null || profile.hash.input === null) return profile;
  return { ...profile, hash: { ...profile.hash, input: profile.hash.input.map((part) => ('canon' in part && part.canon.mode === 'concat' ? { canon: { ...part.canon, fields: [...fields] } } : part)) } };
}

function coverageOf(profile: ChainProfile): Coverage {
  const byHash = covers(profile, profile.hash?.input ?? null);
  const bySignature = profile.sig === null ? null : (covers(profile, profile.sig.input) ?? byHash);
  const checked = [profile.hash?.field, profile.sig?.field, profile.mac?.field, ...Object.keys(profile.sig?.requires ?? {})].flatMap((field) => (field === undefined || field === null ? [] : [field]));
  const byKey = new Map<number, Member[]>();
  const inside = new Map<string, Member>();
  let known = 0;

  function memberAt(tape: Tape, child: number): Member | null {
    const hash = tape.keyHash[child] ?? 0;
    const length = (tape.keyEnd[child] ?? 0) - (tape.keyStart[child] ?? 0);
    const prefix = tape.keyPrefix[child] ?? 0;
    const alike = byKey.get(hash);
    const found = alike?.find((member) => member.length === length && member.prefix === prefix);
    if (found !== undefined) return found;
    if (known >= mostMembers) return null;
    known += 1;
    const name = keyText(tape, child);
    const pointer = `/${escaped(name)}`;
    const made: Member = { name, by: checked.includes(pointer) ? 'check' : coveredBy(name), length, prefix, beside: !checked.includes(pointer) && checked.some((field) => field.startsWith(`${pointer}/`)), records: 0 };
    if (alike === undefined) byKey.set(hash, [made]);
    else alike.push(made);
    return made;
  }

  function coveredBy(name: string): FieldCoverage['by'] {
    const hashed = byHash?.(name) === true;
    const signed = bySignature?.(name) === true;
    return hashed && signed ? 'both' : hashed ? 'hash' : signed ? 'signature' : 'none';
  }

  function lookBeside(tape: Tape, token: number, name: string): void {
    const end = tape.next[token] ?? 0;
    for (let child = token + 1; child < end; child = tape.next[child] ?? end) {
      const member = keyText(tape, child);
      const path = `${name}/${member}`;
      const found = inside.get(path) ?? { name: path, by: checked.includes(`/${escaped(name)}/${escaped(member)}`) ? 'check' : 'none', length: 0, prefix: 0, beside: false, records: 0 };
      found.records += 1;
      if (inside.size < mostMembers) inside.set(path, found);
    }
  }

  return {
    look(tape, token) {
      const end = tape.next[token] ?? 0;
      for (let child = token + 1; child < end; child = tape.next[child] ?? end) {
        const member = memberAt(tape, child);
        if (member === null) continue;
        if (member.beside && tape.kind[child] === kinds.object) lookBeside(tape, child, member.name);
        else member.records += 1;
      }
    },
    take() {
      const seen: FieldCoverage[] = [];
      for (const member of [...[...byKey.values()].flat(), ...inside.values()]) {
        if (member.records > 0) seen.push({ name: member.name, records: member.records, by: member.by });
        member.records = 0;
      }
      return seen;
    },
  };
}

function covers(profile: ChainProfile, parts: readonly InputPart[] | null): ((name: string) => boolean) | null {
  if (parts === null) return null;
  const tests = parts.flatMap((part): ((name: string) => boolean)[] => {
    if ('prev' in part) return profile.prev === null ? [] : [(name) => isAt(name, profile.prev?.field ?? '')];
    if (!('canon' in part)) return [];
    const { canon } = part;
    if (canon.mode === 'raw') return [(name) => canon.at === '' || isAt(name, canon.at)];
    if (canon.mode === 'json') {
      if (canon.at !== '') return [(name) => isAt(name, canon.at)];
      const blank = [...canon.exclude, ...canon.blank];
      return [(name) => (canon.include === null || canon.include.includes(name)) && !blank.includes(`/${escaped(name)}`)];
    }
    return [(name) => canon.fields.some((field) => isAt(name, field))];
  });
  return (name) => tests.some((test) => test(name));
}

function isAt(name: string, pointer: string): boolean {
  return pointer.split('/')[1] === escaped(name);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
