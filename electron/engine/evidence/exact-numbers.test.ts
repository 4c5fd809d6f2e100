import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOrText, parseJson } from './exact-numbers.ts';

describe('numbers a double cannot hold', () => {
  it.each([
    ['{"id":12345678901234567891}', { id: '12345678901234567891' }],
    ['[9007199254740993,9007199254740992]', ['9007199254740993', 9007199254740992]],
    ['{"a":1e400,"b":-1e400,"c":1e-400}', { a: '1e400', b: '-1e400', c: '1e-400' }],
    ['{"a":12345678901234567890.123}', { a: '12345678901234567890.123' }],
    ['18446744073709551615', '18446744073709551615'],
    ['{"a": \t-9007199254740993 }', { a: '-9007199254740993' }],
  ])('%s keeps every digit', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['{"a":0.1,"b":120.00,"c":0.30000000000000004,"d":0.10000000000000001,"e":1e21,"f":12345678901234567000,"g":-0.0}', '{"a":"9007199254740993","b":": 12345678901234567891, \\" 1e400","c":1}'])(
    'what a double holds, and what stands in a text, stays as JSON.parse reads it: %s',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['01234567890123456789', '{"a":12345678901234567891', '[1e400.5]', ''])('does not make JSON of what is none: %s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it('reads every JSON value as JSON.parse does, whatever stands in its texts', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }), { seed: 7 });
  });

  it('tells any two integers apart', () => {
    fc.assert(fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      fc.pre(a !== b);
      const values = parseJson(`[${a},${b}]`);
      expect(Array.isArray(values) && String(values[0]) !== String(values[1])).toBe(true);
    }), { seed: 7 });
  });

  it.each([['12', 12], [' 12.5 ', 12.5], ['0x10', '0x10'], ['Infinity', 'Infinity'], ['', ''], ['12345678901234567891', '12345678901234567891'], ['1e400', '1e400'], ['12,5', '12,5']])('reads the cell "%s" as %j', (text, value) => {
    expect(numberOrText(text)).toBe(value);
  });
});

it('keeps a long number wherever it stands in the text', () => {
  for (let before = 0; before < 40; before += 1) {
    const pad = 'x'.repeat(before);
    expect(parseJson(`{"p":"${pad}","n":12345678901234567891}`)).toEqual({ p: pad, n: '12345678901234567891' });
    expect(parseJson(`{"p":"${pad}","n":1e400}`)).toEqual({ p: pad, n: '1e400' });
    expect(parseJson(`{"p":"${pad} 12345678901234567 9e1234.","n":1.5}`)).toEqual({ p: `${pad} 12345678901234567 9e1234.`, n: 1.5 });
  }
});
