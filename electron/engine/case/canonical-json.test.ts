import { existsSync, readdirSync, readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const vectors = '../shared/vectors/jcs-cyberphone/testdata';

describe.skipIf(!existsSync(vectors))(`canonical JSON over ${vectors} (skipped when that folder is missing)`, () => {
  for (const name of existsSync(vectors) ? readdirSync(`${vectors}/input`) : []) {
    it(`writes ${name} as the RFC's author does, to the byte`, () => {
      const written = canonicalJson(JSON.parse(readFileSync(`${vectors}/input/${name}`, 'utf8')));
      expect(written).toBe(readFileSync(`${vectors}/output/${name}`, 'utf8').trimEnd());
      const hex = readFileSync(`${vectors}/outhex/${name.replace('.json', '.txt')}`, 'utf8').replaceAll(/\s/g, '');
      expect(Buffer.from(written).toString('hex')).toBe(hex);
    });
  }
});

describe('canonical JSON', () => {
  it('agrees with an independent implementation on any JSON', () => {
    const json = fc.jsonValue({ stringUnit: 'binary', noUnicodeString: false });
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalize(JSON.parse(JSON.stringify(value))));
      }),
      { numRuns: 500, seed: 8785 },
    );
  });

  it('sorts members by UTF-16 code unit, not by code point', () => {
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, '2': 3, '10': 4 })).toBe('{"10":4,"2":3,"\u{1f600}":2,"\ufb33":1}');
  });

  it('refuses what has no canonical form: a lone surrogate, a number that is not finite', () => {
    expect(() => canonicalJson('\ud800')).toThrow(/surrogate/);
    expect(() => canonicalJson({ '\udc00': 1 })).toThrow(/surrogate/);
    expect(() => canonicalJson(Number.NaN)).toThrow(/finite/);
  });
});
