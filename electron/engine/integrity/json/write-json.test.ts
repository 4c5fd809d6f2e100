import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../case/canonical-json.ts';
import { jcsForm, writtenAs } from './jcs.ts';
import { hasDuplicateKeys } from './tape-values.ts';
import { createTapeReader } from './tape.ts';
import type { JsonForm } from './write-json.ts';

const python: JsonForm = { ...jcsForm, order: 'codepoint', separators: [', ', ': '], ascii: true, numbers: 'python' };

const hasPython = spawnSync('python3', ['--version']).status === 0;

function text(json: string, form: JsonForm): string | null {
  return writtenAs(Buffer.from(json), form)?.toString('utf8') ?? null;
}

describe('the byte-wise RFC 8785 form', () => {
  it('is the form the journal is written in, and the one an independent library writes, for any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6, stringUnit: 'grapheme' }), fc.integer({ min: 0, max: 2 }), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const spaced = JSON.stringify(value, null, indent);
        expect(text(spaced, jcsForm)).toBe(canonicalize(value));
        expect(text(spaced, jcsForm)).toBe(canonicalJson(JSON.parse(json)));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('writes numbers as doubles, -0 as 0 and big integers rounded, as RFC 8785 says', () => {
    expect(text('[-0,-0.0,1E400]', jcsForm)).toBeNull();
    expect(text('[-0,-0.0,340.0,1e21,1e-7,12345678901234567890,0.1e1]', jcsForm)).toBe('[0,0,340,1e+21,1e-7,12345678901234567000,1]');
  });

  it('has none for a lone surrogate', () => {
    expect(text('"\\ud800"', jcsForm)).toBeNull();
  });

  it('keeps the last of members with one name, and they are told', () => {
    const json = '{"b":1,"a":2,"b":3,"\\u0061":4}';
    expect(text(json, jcsForm)).toBe('{"a":4,"b":3}');
    expect(text(json, { ...jcsForm, order: 'file' })).toBe(JSON.stringify(JSON.parse(json)));
    const tape = createTapeReader().read(Buffer.from(json));
    expect(tape !== null && hasDuplicateKeys(tape)).toBe(true);
  });
});

describe('the tape', () => {
  it('accepts exactly what JSON.parse accepts', () => {
    const accepts = (json: string): boolean => {
      try {
        JSON.parse(json);
        return true;
      } catch {
        return false;
      }
    };
    const reader = createTapeReader();
    const nearly = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', ']', '}', '"', '\\', '0', '-', '.', 'e', 'u', ' ', '\u0001', 'null', '\u2028')).map(([json, at, put]) => json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + (at % 2)));
    fc.assert(fc.property(nearly, (json) => {
        expect(reader.read(Buffer.from(json)) !== null, json).toBe(accepts(Buffer.from(json).toString('utf8')));
      }), { seed: 5, numRuns: 2000 });
  });

  it('refuses bytes that are not UTF-8 and nesting without end', () => {
    const reader = createTapeReader();
    expect(reader.read(Buffer.from([0x22, 0xff, 0x22]))).toBeNull();
    expect(reader.read(Buffer.from('['.repeat(600) + ']'.repeat(600)))).toBeNull();
  });
});

describe('other forms', () => {
  it('writes as Python’s json.dumps(sort_keys=True) does', () => {
    expect(text('{"b":[1,2.5,340.0,1e-07,1E21,-0.0,-0,12345678901234567890,1e16,123456789012345.6,0.0001,0.00001],"a":"Zürich – 😀 \\u2028"}', python)).toBe(
      '{"a": "Z\\u00fcrich \\u2013 \\ud83d\\ude00 \\u2028", "b": [1, 2.5, 340.0, 1e-07, 1e+21, -0.0, 0, 12345678901234567890, 1e+16, 123456789012345.6, 0.0001, 1e-05]}',
    );
  });

  it.skipIf(!hasPython)('writes as this computer’s own Python does (needs python3)', () => {
    const values = fc.sample(fc.json({ maxDepth: 3, stringUnit: 'binary' }), { seed: 6, numRuns: 60 }).concat(fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { seed: 7, numRuns: 200 }).map((value) => JSON.stringify(value)));
    const script = 'import json,sys\nfor line in sys.stdin: print(json.dumps(json.loads(line), sort_keys=True))';
    const oracle = execFileSync('python3', ['-c', script], { input: `${values.join('\n')}\n`, encoding: 'utf8' });
    expect(values.map((value) => text(value, python))).toEqual(oracle.trimEnd().split('\n'));
  });

  it('escapes markup and line separators as Go does', () => {
    expect(text('"<a href=\\"x\\">&\u2028"', { ...jcsForm, html: true, numbers: 'go', order: 'file' })).toBe('"\\u003ca href=\\"x\\"\\u003e\\u0026\\u2028"');
  });

  it('takes the members that are named, in the order they are named, and fills in what is absent', () => {
    const form: JsonForm = { ...jcsForm, order: 'declared', include: ['z', 'a', 'm'] };
    expect(text('{"a":1,"x":2,"z":3}', form)).toBe('{"z":3,"a":1}');
    expect(text('{"a":1,"x":2,"z":3}', { ...form, absent: 'null' })).toBe('{"z":3,"a":1,"m":null}');
    expect(text('{"a":1,"z":3}', { ...form, order: 'utf16', absent: 'null' })).toBe('{"a":1,"m":null,"z":3}');
  });

  it('leaves out, blanks and re-spells what the form names, at any depth', () => {
    const json = '{"hash":"x","at":"2026-01-02 03:04:05Z","in":{"null":null,"keep":null,"sig":"y"}}';
    const form: JsonForm = { ...jcsForm, nulls: 'drop', keepNulls: ['/in/keep'], exclude: ['/in/sig'], blank: ['/hash'], transforms: { '/at': ['space-to-t', 'z-to-offset', 'digits:3'] } };
    expect(text(json, form)).toBe('{"at":"2026-01-02T03:04:05.000+00:00","hash":"","in":{"keep":null}}');
  });
});

const vectors = '../shared/vectors/jcs-cyberphone/testdata';
describe.skipIf(!existsSync(vectors))(`the author’s own RFC 8785 cases (${vectors})`, () => {
  const names = existsSync(vectors) ? readdirSync(join(vectors, 'input')) : [];
  it('are six', () => expect(names).toHaveLength(6));
  it.each(names)('%s comes out byte for byte', (name) => {
    const written = writtenAs(readFileSync(join(vectors, 'input', name)), jcsForm);
    expect(written?.toString('utf8')).toBe(readFileSync(join(vectors, 'output', name), 'utf8').trimEnd());
    const hex = readFileSync(join(vectors, 'outhex', name.replace('.json', '.txt')), 'utf8').replace(/\s+/g, '');
    expect(written?.toString('hex')).toBe(hex);
  });
});

const receipts = '../shared/vectors/agent-receipts/cross-sdk-tests/canonicalization_vectors.json';
describe.skipIf(!existsSync(receipts))(`the receipts’ canonical forms (${receipts})`, () => {
  it('come out for 32 of 32', () => {
    const file: { readonly canonicalization_vectors: readonly { readonly name: string; readonly input: unknown; readonly canonical: string }[] } = JSON.parse(readFileSync(receipts, 'utf8'));
    const cases = file.canonicalization_vectors.map(({ name, input, canonical }) => ({ name, canonical, written: text(name === 'number_negative_zero' ? '-0.0' : JSON.stringify(input), jcsForm) }));
    expect(cases).toHaveLength(32);
    expect(cases.filter(({ canonical, written }) => canonical !== written)).toEqual([]);
  });
});
