import { createHash, hash as hashOnce } from 'node:crypto';
import { assertNever } from '#shared/assert.ts';
import { pointerTokens } from '#shared/json.ts';
import { createByteSink, type ByteSink } from '../json/byte-sink.ts';
import { kinds, type Tape } from '../json/tape.ts';
import { find, nameOf, plainText, stringText, type Path } from '../json/tape-values.ts';
import { transformed, type TimeTransform } from '../json/time-text.ts';
import { createJsonWriter } from '../json/write-json.ts';
import { decodeText, type Encoding } from '../signatures/encodings.ts';
import type { ChainProfile, HashAlgorithm, InputPart } from './profile.ts';

/** Puts together the bytes a recipe hashes or signs. Null when the record has no such bytes (no canonical form, a member missing that is raw). */
export interface InputBuilder {
  /** Valid until the next call of any builder that shares the sink. */
  build(tape: Tape, token: number): Buffer | null;
}

type Emit = (tape: Tape, token: number, sink: ByteSink) => boolean;

export function pathOf(pointer: string): Path {
  return pointerTokens(pointer).map(nameOf);
}

export function createInputBuilder(parts: readonly InputPart[], prev: ChainProfile['prev']): InputBuilder {
  const sink = createByteSink();
  const emits = parts.map((part) => emitOf(part, prev));
  return {
    build(tape, token) {
      sink.clear();
      for (const emit of emits) if (!emit(tape, token, sink)) return null;
      return sink.view();
    },
  };
}

function emitOf(part: InputPart, prev: ChainProfile['prev']): Emit {
  if ('text' in part) return constant(Buffer.from(part.text));
  if ('hex' in part) return constant(Buffer.from(part.hex, 'hex'));
  if ('prev' in part) return previous(part.prev, prev);
  const { canon } = part;
  switch (canon.mode) {
    case 'json': {
      const writer = createJsonWriter(canon);
      const at = pathOf(canon.at);
      return (tape, token, sink) => {
        const value = find(tape, token, at);
        return value >= 0 && writer.write(tape, value, sink);
      };
    }
    case 'concat': {
      const placed = (fields: readonly string[]) => fields.map((field) => ({ path: pathOf(field), transforms: canon.transforms[field] ?? [] }));
      const fields = placed(canon.fields);
      const by = canon.by === undefined ? null : { path: pathOf(canon.by.field), fields: new Map(Object.entries(canon.by.fields).map(([value, own]) => [value, placed(own)])) };
      const separator = Buffer.from(canon.separator);
      return (tape, token, sink) => {
        const own = by === null ? fields : (by.fields.get(plainText(tape, find(tape, token, by.path))) ?? fields);
        own.forEach(({ path, transforms }, index) => {
          if (index > 0) sink.all(separator);
          sink.text(fieldText(tape, find(tape, token, path), transforms));
        });
        return true;
      };
    }
    case 'length-prefixed': {
      const fields = canon.fields.map(pathOf);
      return (tape, token, sink) => {
        for (const path of fields) {
          const bytes = Buffer.from(fieldText(tape, find(tape, token, path), []));
          sink.all(lengthBytes(bytes.length, canon.length));
          sink.all(bytes);
        }
        return true;
      };
    }
    case 'raw': {
      const at = pathOf(canon.at);
      return (tape, token, sink) => {
        const value = find(tape, token, at);
        if (value < 0) return false;
        sink.copy(tape.bytes, tape.start[value] ?? 0, tape.end[value] ?? 0);
        return true;
      };
    }
    default:
      return assertNever(canon);
  }
}

function constant(bytes: Buffer): Emit {
  return (_tape, _token, sink) => {
    sink.all(bytes);
    return true;
  };
}

/** As it is stored: a genesis that is null or absent adds nothing. */
function previous(as: 'text' | 'bytes', prev: ChainProfile['prev']): Emit {
  if (prev === null) return () => false;
  const path = pathOf(prev.field);
  return (tape, token, sink) => {
    const text = stringText(tape, find(tape, token, path));
    if (text === null) return true;
    if (as === 'text') sink.text(text);
    else sink.all(decodeText(text, prev.encoding, prev.prefix) ?? Buffer.alloc(0));
    return true;
  };
}

function fieldText(tape: Tape, token: number, transforms: readonly TimeTransform[]): string {
  const text = plainText(tape, token);
  return transforms.length === 0 ? text : transformed(text, transforms);
}

function lengthBytes(length: number, as: 'u32be' | 'u64be' | 'u32le'): Buffer {
  const bytes = Buffer.alloc(as === 'u64be' ? 8 : 4);
  if (as === 'u64be') bytes.writeBigUInt64BE(BigInt(length));
  else if (as === 'u32be') bytes.writeUInt32BE(length);
  else bytes.writeUInt32LE(length);
  return bytes;
}

/** Hex of the digest. `crypto.hash` is faster than a Hash object for small inputs; Node 20 before 20.12 has none. */
export function digestHex(algorithm: HashAlgorithm, bytes: Uint8Array): string {
  return typeof hashOnce === 'function' ? hashOnce(algorithm, bytes, 'hex') : createHash(algorithm).update(bytes).digest('hex');
}

/** A stored hash as comparable hex: case and encoding are the writer's; null when it is not of the stated form. */
export function hashHex(text: string, encoding: Encoding, prefix: string): string | null {
  if (encoding === 'hex') return text.startsWith(prefix) && hexPattern.test(prefix === '' ? text : text.slice(prefix.length)) ? text.slice(prefix.length).toLowerCase() : null;
  return decodeText(text, encoding, prefix)?.toString('hex') ?? null;
}

const hexPattern = /^(?:[0-9a-fA-F]{2})+$/;

/** A scalar as `where`, `equals` and the like compare it; undefined when the member is absent or a container. */
export function scalarAt(tape: Tape, token: number, path: Path): string | number | boolean | null | undefined {
  const at = find(tape, token, path);
  if (at < 0) return undefined;
  switch (tape.kind[at]) {
    case kinds.string:
      return stringText(tape, at) ?? undefined;
    case kinds.number:
      return Number(plainText(tape, at));
    case kinds.true:
      return true;
    case kinds.false:
      return false;
    case kinds.null:
      return null;
    default:
      return undefined;
  }
}
