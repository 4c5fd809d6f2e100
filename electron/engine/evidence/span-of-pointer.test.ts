import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonArray, isJsonObject, pointerToken, type JsonValue } from '#shared/json.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import type { Layout } from './layout.ts';
import { spanOfPointer, spansOfPointers } from './span-of-pointer.ts';

const lines: Layout = { kind: 'lines' };

function lexeme(source: string, pointer: string, layout: Layout = lines): string | null {
  const bytes = Buffer.from(source);
  const span = spanOfPointer(bytes, layout, pointer);
  if (span !== null) expect(bytes.toString('utf8', span.offset, span.offset + span.length)).toBe(span.lexeme);
  return span?.lexeme ?? null;
}

/** Every pointer of a value with what stands there. */
function places(value: JsonValue, pointer = ''): readonly (readonly [string, JsonValue])[] {
  if (isJsonArray(value)) return [[pointer, value], ...value.flatMap((item, index) => places(item, `${pointer}/${index}`))];
  if (isJsonObject(value)) return [[pointer, value], ...Object.entries(value).flatMap(([key, item]) => places(item, `${pointer}/${pointerToken(key)}`))];
  return [[pointer, value]];
}

describe('the span of a pointer', () => {
  it('is the value as written: digits, escapes, spaces', () => {
    const source = ' { "n" : 340.0 , "e":1e-07,"big":12345678901234567890,"z":-0.0,"s":"\\u0061\\/","o": { "x" : [ 1 , 2 ] } }';
    expect(['/n', '/e', '/big', '/z', '/s', '/o', '/o/x', '/o/x/1'].map((pointer) => lexeme(source, pointer))).toEqual(['340.0', '1e-07', '12345678901234567890', '-0.0', '"\\u0061\\/"', '{ "x" : [ 1 , 2 ] }', '[ 1 , 2 ]', '2']);
    expect(lexeme(source, '')).toBe(source.trim());
  });

  it.each(['/missing', '/a/2', '/a/01', '/a/-', '/a/b', '/n/x', 'a', '/'])('is none where the pointer leads nowhere: %s', (pointer) => {
    expect(lexeme('{"a":[1,2],"n":5}', pointer)).toBeNull();
  });

  it('counts bytes, not characters', () => {
    expect(spanOfPointer(Buffer.from('{"é":"😀","b":1}'), lines, '/b')).toEqual({ offset: 17, length: 1, lexeme: '1' });
  });

  it('of a repeated member is the last one, with nothing left of the earlier', () => {
    const source = '{"a":{"x":1,"y":2},"a":{"x":3}}';
    expect(lexeme(source, '/a/x')).toBe('3');
    expect(lexeme(source, '/a/y')).toBeNull();
    expect(lexeme(source, '/a')).toBe('{"x":3}');
  });

  it('that goes on inside a string is the string', () => {
    const source = '{"function":{"arguments":"{\\"amount\\":34}"}}';
    expect(lexeme(source, '/function/arguments/amount')).toBe('"{\\"amount\\":34}"');
  });

  it('in a CSV row is the cell, quotes included', () => {
    const layout: Layout = { kind: 'csv', delimiter: ',', header: ['id', 'a/b', 'note'] };
    const row = '7,"x, ""y""",{"k":1}';
    expect(lexeme(row, '/id', layout)).toBe('7');
    expect(lexeme(row, '/a~1b', layout)).toBe('"x, ""y"""');
    expect(lexeme(row, '/note/k', layout)).toBe('{"k":1}');
    expect(lexeme(row, '', layout)).toBe(row);
    expect(lexeme(row, '/other', layout)).toBeNull();
  });

  it('of bytes that are no JSON is none', () => {
    expect(lexeme('{"a":1,"b":', '/a')).toBeNull();
  });

  it('reads back as the very value JSON.parse finds, for every pointer of any record at once', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(2), (text, indent) => {
        const value: JsonValue = JSON.parse(text);
        const bytes = Buffer.from(JSON.stringify(value, null, indent));
        const all = places(value);
        const spans = spansOfPointers(bytes, lines, all.map(([pointer]) => pointer));
        expect(spans.size).toBe(new Set(all.map(([pointer]) => pointer)).size);
        for (const [pointer, expected] of all) expect(JSON.parse(spans.get(pointer)?.lexeme ?? '')).toEqual(expected);
      }),
      { seed: 17, numRuns: 1500 },
    );
  });

  it('never crashes on cut or damaged bytes, and then names no place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.json(), fc.nat(), (noise, text, place) => {
        const cut = Buffer.from(text).subarray(0, place % (Buffer.byteLength(text) + 1));
        for (const bytes of [noise, cut]) {
          const spans = spansOfPointers(bytes, lines, ['', '/a', '/0', '/0/0']);
          for (const span of spans.values()) expect(span.offset + span.length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { seed: 19, numRuns: 2000 },
    );
  });
});

describe('duplicate keys', () => {
  it('are listed with their places, also when they are spelled differently', () => {
    expect(duplicateKeys(Buffer.from('{"a":1,"b":{"c":[{"x":1,"\\u0078":2}]},"a":3,"a":4}'))).toEqual([
      { pointer: '/b/c/0/x', offset: 24, firstOffset: 18 },
      { pointer: '/a', offset: 38, firstOffset: 1 },
      { pointer: '/a', offset: 44, firstOffset: 1 },
    ]);
  });

  it('are none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(duplicateKeys(Buffer.from(text))).toEqual([]);
      }),
      { seed: 23, numRuns: 500 },
    );
  });

  it('are not looked for below the depth limit', () => {
    expect(duplicateKeys(Buffer.from('['.repeat(100_000)))).toEqual([]);
  });
});
