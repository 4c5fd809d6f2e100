import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { ImportProblem, Layout, ParsedRecord } from './layout.ts';
import { defaultLimits } from './limits.ts';
import { parseJson } from './exact-numbers.ts';
import { isProblem, parseRecord } from './parse-record.ts';

const lines: Layout = { kind: 'lines' };

function read(source: string | Uint8Array, layout: Layout = lines, limits = defaultLimits): ParsedRecord | ImportProblem {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  return parseRecord(bytes, { offset: 100, length: bytes.length, ordinal: 7, pointer: '' }, layout, limits);
}

function value(source: string, layout: Layout = lines): JsonValue {
  const record = read(source, layout);
  if (isProblem(record)) throw new Error(record.reason);
  return record.value;
}

/** What JSON.parse says; undefined when it refuses. */
function reference(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('a JSON record', () => {
  it('keeps its span beside its value', () => {
    expect(read('{"a":[1,null]}')).toEqual({ offset: 100, length: 14, ordinal: 7, pointer: '', value: { a: [1, null] } });
  });

  it.each([
    ['{"a":1,}', 7, 'json-syntax'],
    ["{'a':1}", 1, 'json-syntax'],
    ['{"a":NaN}', 5, 'json-syntax'],
    ['{"a":01}', 6, 'json-syntax'],
    ['{"a":1.}', 7, 'json-syntax'],
    ['{"a":-}', 6, 'json-syntax'],
    ['{"a":"\t"}', 6, 'json-syntax'],
    ['{"a":"\\x"}', 7, 'json-syntax'],
    ['{"a":"\\u12G4"}', 10, 'json-syntax'],
    ['{"a":tru}', 8, 'json-syntax'],
    ['{"a":1}}', 7, 'json-syntax'],
    ['{"a" 1}', 5, 'json-syntax'],
    ['[1}', 2, 'json-syntax'],
    ['\uFEFF1', 0, 'json-syntax'],
    ['\0\0\0', 0, 'json-syntax'],
    ['{"a":"x', 7, 'json-cut'],
    ['{"a":1', 6, 'json-cut'],
    ['{"a":tr', 7, 'json-cut'],
    ['{"a":1e', 7, 'json-cut'],
    ['{"a":"\\u12', 10, 'json-cut'],
    ['', 0, 'json-cut'],
  ])('is refused at the byte at fault: %j', (source, within, rule) => {
    const problem = read(source);
    expect(problem).toMatchObject({ ordinal: 7, offset: 100 + within, length: Buffer.byteLength(source) - within, rule });
    expect(isProblem(problem) && problem.reason).toContain(`byte ${100 + within}`);
  });

  it('is accepted exactly when JSON.parse accepts it, with the same value but for digits a double would lose, cut or damaged anywhere', () => {
    const damage = fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', 'u', ' ', '\n', 't', '\u2028', '\x7f', '\x1f');
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(3), damage, (text, place, removed, inserted) => {
        const at = place % (text.length + 1);
        const damaged = Buffer.from(text.slice(0, at) + inserted + text.slice(at + removed)).toString();
        const record = read(damaged);
        const expected = reference(damaged);
        if (expected === undefined) expect(record).toHaveProperty('rule');
        else expect(record).toHaveProperty('value', parseJson(damaged));
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  it('never crashes on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const record = read(bytes);
        if (isProblem(record)) expect(record.offset + record.length).toBe(100 + bytes.length);
        else expect(reference(Buffer.from(bytes).toString())).toEqual(record.value);
      }),
      { seed: 5, numRuns: 5000 },
    );
  });

  it.each([
    ['a byte no character starts with', [0x22, 0x61, 0xff, 0x22], 2],
    ['Latin-1', [...Buffer.from('"caf'), 0xe9, 0x22], 4],
    ['a character cut at the end', [0x22, 0xe2, 0x82], 1],
    ['a surrogate encoded as UTF-8', [0x22, 0x61, 0xed, 0xa0, 0x80, 0x22], 2],
    ['a fault behind good characters', [...Buffer.from('"é€😀'), 0x80, 0x22], 10],
  ])('that is not UTF-8 is refused at the first bad byte: %s', (_, bytes, within) => {
    expect(read(Uint8Array.from(bytes))).toMatchObject({ rule: 'utf-8', offset: 100 + within, length: bytes.length - within });
  });

  it('nested to the limit is read, one deeper is refused, brackets in strings do not count', () => {
    const limits = { ...defaultLimits, jsonDepth: 20 };
    expect(read('['.repeat(20) + ']'.repeat(20), lines, limits)).toHaveProperty('value');
    expect(read('['.repeat(21) + ']'.repeat(21), lines, limits)).toMatchObject({ rule: 'json-too-deep' });
    expect(read(`"${'['.repeat(60)}"`, lines, limits)).toHaveProperty('value');
    expect(read('[[1],'.repeat(15) + '1' + ']'.repeat(15), lines, limits)).toHaveProperty('value');
  });

  it('a million brackets deep is refused without a crash', () => {
    expect(read('[1,'.repeat(1_000_000))).toMatchObject({ rule: 'json-too-deep' });
  });

  it('passes lone surrogates and U+0000 through', () => {
    expect(value('["\\ud800","\\u0000"]')).toEqual(['\ud800', '\0']);
  });

  it('holds __proto__ as an own member and changes no prototype', () => {
    const object = value('{"__proto__":{"admin":true},"constructor":1}');
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(Object.keys(Object(object))).toEqual(['__proto__', 'constructor']);
    expect(Object({})).not.toHaveProperty('admin');
  });
});

describe('a CSV row', () => {
  const table: Layout = { kind: 'csv', delimiter: ';', header: ['id', 'text', '__proto__'] };

  it('becomes an object of header name to text, nothing trimmed or converted', () => {
    expect(value('01; a "";"x;""y""\r\n"'.replace(' a ""', ' a '), table)).toEqual(Object.fromEntries([['id', '01'], ['text', ' a '], ['__proto__', 'x;"y"\r\n']]));
  });

  it.each([
    ['1;2', 2],
    ['1;2;3;4', 4],
    ['"1;2;3"', 1],
  ])('with missing or surplus cells is refused: %j', (row, cells) => {
    const problem = read(row, table);
    expect(problem).toMatchObject({ rule: 'csv-columns', offset: 100, ordinal: 7 });
    expect(isProblem(problem) && problem.reason).toContain(`${cells} cells, the header names 3`);
  });

  it('that is not UTF-8 is refused rather than guessed at', () => {
    expect(read(Uint8Array.of(0x31, 0x3b, 0xe9, 0x3b, 0x33), table)).toMatchObject({ rule: 'utf-8', offset: 102 });
  });
});
