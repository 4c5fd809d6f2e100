import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Figure } from '#shared/model/figure.ts';
import { basisText, figureText } from '#shared/model/figure-text.ts';
import { bounded, countBounds, distinctBounds, hashesAreComparable, moneyBounds, unknown } from './bounds.ts';
import { compareFigures, frozen } from './compare-figures.ts';
import { dataStamp, type StampedSource } from './data-stamp.ts';
import { addDecimals, compareDecimals, subtractDecimals } from './decimal.ts';

const gap = ['source a.jsonl has 3 rejected records'];

describe('the basis of a count', () => {
  it('is exact only where nothing may belong and nothing may be missing', () => {
    expect(countBounds({ certain: 312, possible: 0 }, [])).toEqual({ value: '312', upper: '312', basis: 'exact', why: [] });
  });

  it('is a lower and an upper bound where runs may belong', () => {
    expect(countBounds({ certain: 312, possible: 28 }, [], ['28 runs name no version'])).toEqual({ value: '312', upper: '340', basis: 'lower bound', why: ['28 runs name no version'] });
  });

  it('has no upper bound where evidence may be missing, whatever is certain', () => {
    expect(countBounds({ certain: 312, possible: 0 }, gap)).toEqual({ value: '312', upper: null, basis: 'lower bound', why: gap });
    expect(countBounds({ certain: 0, possible: 0 }, gap)).toMatchObject({ value: '0', upper: null, basis: 'lower bound' });
  });

  it('is unknown with no value where nothing was worked out', () => {
    expect(unknown(['the survey is not whole'])).toEqual({ value: null, upper: null, basis: 'unknown', why: ['the survey is not whole'] });
  });
});

describe('distinct ids', () => {
  it('count a run that names nobody as nobody, and as one more in the upper bound', () => {
    expect(distinctBounds({ certain: 179, all: 181, unnamed: 12, hashed: null }, [])).toMatchObject({ value: '179', upper: '193', basis: 'lower bound' });
    expect(distinctBounds({ certain: 179, all: 179, unnamed: 0, hashed: null }, [])).toMatchObject({ value: '179', basis: 'exact' });
  });

  const sha = { algorithm: 'sha256', salt: 's1' };
  it('never count hashes made in different or unknown ways as ids', () => {
    for (const made of [[sha, { ...sha, salt: 's2' }], [sha, null], [null], [], [sha, { ...sha, algorithm: 'sha1' }]]) {
      expect(hashesAreComparable({ made })).toBe(false);
      expect(distinctBounds({ certain: 5, all: 5, unnamed: 0, hashed: { certain: 3, all: 3, runs: 9, made } }, [])).toMatchObject({ value: '5', upper: '14' });
    }
  });

  it('count hashes of one making as ids, but not beside the named, who may be the same people', () => {
    expect(distinctBounds({ certain: 5, all: 6, unnamed: 1, hashed: { certain: 3, all: 4, runs: 9, made: [sha, sha] } }, [])).toMatchObject({ value: '5', upper: '11' });
    expect(distinctBounds({ certain: 0, all: 0, unnamed: 0, hashed: { certain: 3, all: 3, runs: 9, made: [sha] } }, [])).toMatchObject({ value: '3', upper: '3', basis: 'exact' });
  });
});

describe('money', () => {
  it('is summed as decimal text, digit by digit', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('63993.87', '-0.870')).toBe('63993.000');
    expect(subtractDecimals('1', '1.05')).toBe('-0.05');
    expect(addDecimals('99999999999999999999.99', '0.01')).toBe('100000000000000000000.00');
  });

  it('has no upper bound once a run states no amount', () => {
    expect(moneyBounds({ certain: '38412.60', possibleAbove: '4478.40', possibleBelow: '0', withoutAmount: 0 }, [])).toMatchObject({ value: '38412.60', upper: '42891.00', basis: 'lower bound' });
    expect(moneyBounds({ certain: '38412.60', possibleAbove: '0', possibleBelow: '0', withoutAmount: 1 }, [])).toMatchObject({ value: '38412.60', upper: null, basis: 'lower bound' });
    expect(moneyBounds({ certain: '1.00', possibleAbove: '0', possibleBelow: '0', withoutAmount: 0 }, [])).toMatchObject({ value: '1.00', basis: 'exact' });
  });

  it('takes what may be given back from the lower bound', () => {
    expect(moneyBounds({ certain: '100', possibleAbove: '20', possibleBelow: '-30', withoutAmount: 0 }, [])).toMatchObject({ value: '70', upper: '120' });
  });

  it('adds and compares as whole cents do', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), (a, b) => {
        const text = (cents: number): string => `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
        expect(compareDecimals(addDecimals(text(a), text(b)), text(a + b))).toBe(0);
        expect(compareDecimals(subtractDecimals(text(a), text(b)), text(a - b))).toBe(0);
        expect(Math.sign(compareDecimals(text(a), text(b)))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe('bounds of any figure', () => {
  it('never put the certain above the possible, and call equal ones exact', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.boolean(), (certain, possible, doubt) => {
        const { value, upper, basis } = countBounds({ certain, possible }, doubt ? gap : []);
        expect(value).toBe(String(certain));
        expect(basis === 'exact').toBe(!doubt && possible === 0);
        expect(upper === null).toBe(doubt);
        if (upper !== null) expect(Number(upper)).toBeGreaterThanOrEqual(certain);
      }),
    );
  });

  it('are written so that no number stands alone', () => {
    const text = (given: Parameters<typeof bounded>): string => figureText({ ...bounded(...given), unit: 'runs' });
    expect(text(['312', '312', []])).toBe('312');
    expect(text(['312', '340', []])).toBe('312 to 340');
    expect(text(['312', '340', gap])).toBe('at least 312');
    expect(figureText({ ...unknown([]), unit: 'runs' })).toBe('not known from this evidence');
    expect(figureText({ value: '340', upper: '340', unit: 'runs', basis: 'upper bound' })).toBe('at most 340');
    expect(figureText({ value: '330', upper: '330', unit: 'runs', basis: 'estimate' })).toBe('about 330');
    expect(basisText({ value: '1', upper: '2', unit: 'runs', basis: 'lower bound' })).toBe('lower and upper bound');
  });
});

const source: StampedSource = { sha256: 'aa', bytes: 10, format: 'native', layout: '{"kind":"lines"}', mapping: null, zone: null };

describe('what an answer was made from', () => {
  it('does not depend on the order of the sources', () => {
    const other = { ...source, sha256: 'bb' };
    expect(dataStamp([source, other], '1', [])).toEqual(dataStamp([other, source], '1', []));
  });

  it('tells other bytes, another reading and other acts apart', () => {
    const first = dataStamp([source], '1', []);
    const [bytes, reading, build, acts] = [dataStamp([{ ...source, sha256: 'bb' }], '1', []), dataStamp([{ ...source, zone: 'Europe/Berlin' }], '1', []), dataStamp([source], '2', []), dataStamp([source], '1', [{ merged: 'a' }])];
    expect(new Set([first, bytes, reading, build, acts].map(({ hash }) => hash)).size).toBe(5);
    expect(reading.sources).toBe(first.sources);
    expect(build.reading).not.toBe(first.reading);
    expect(acts).toMatchObject({ sources: first.sources, reading: first.reading });
  });
});

describe('figures worked out again', () => {
  const figure = (value: string, stamp = dataStamp([source], '1', [])): Figure => ({ id: 'runs', title: 'Runs', value, upper: value, unit: 'runs', basis: 'exact', denominator: null, why: [], where: '', maybeWhere: '', query: 'blast', parameters: {}, data: stamp });

  it('are the same where value, bounds and basis are', () => {
    expect(compareFigures([frozen(figure('3'))], [figure('3')], null)).toMatchObject([{ state: 'same', why: [], expected: { value: '3' }, found: { value: '3' } }]);
  });

  it('are changed with what was expected, what was found, and what is different underneath', () => {
    const [changed] = compareFigures([frozen(figure('3'))], [figure('4', dataStamp([source], '2', []))], null);
    expect(changed).toMatchObject({ state: 'changed', expected: { value: '3' }, found: { value: '4' }, why: ['same bytes, different reading: another build, importer, mapping or zone'] });
    expect(compareFigures([frozen(figure('3'))], [{ ...figure('3'), basis: 'lower bound', upper: null }], null)).toMatchObject([{ state: 'changed' }]);
    expect(compareFigures([frozen(figure('3'))], [], null)).toMatchObject([{ state: 'changed', found: null }]);
  });

  it('say why where they cannot be', () => {
    expect(compareFigures([frozen(figure('3'))], null, 'The search is not understood')).toMatchObject([{ state: 'cannot be re-run', found: null, why: ['The search is not understood'] }]);
  });

  it('may be the same although the sources are not, and say so', () => {
    expect(compareFigures([frozen(figure('3'))], [figure('3', dataStamp([source, { ...source, sha256: 'cc' }], '1', []))], null)).toMatchObject([{ state: 'same', why: ['the sources are not those it was worked out from'] }]);
  });
});
