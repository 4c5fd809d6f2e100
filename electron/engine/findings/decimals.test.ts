import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, compareDecimals, subtract } from '#shared/decimal.ts';
import { decimalText, readDecimal, sameDecimal } from './decimals.ts';

const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 })).map(([digits, scale]) => ({ digits, scale }));

it('decimals are exact: what is taken away and given back is the same, and order agrees with the difference', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(compareDecimals(add(subtract(a, b), b), a)).toBe(0);
      expect(Math.sign(Number(subtract(a, b).digits))).toBe(compareDecimals(a, b) + 0);
      const read = readDecimal(decimalText(a));
      expect(read !== null && compareDecimals(read, a)).toBe(0);
    }),
  );
});

it('decimals are read as written, or not at all', () => {
  expect(['0.1', '-12.50', '1e2', '1.5E-3', '.5', '+7'].map((text) => decimalText(readDecimal(text) ?? { digits: 0n, scale: 0 }))).toEqual(['0.1', '-12.50', '100', '0.0015', '0.5', '7']);
  expect(['', 'x', '1,5', '1.2.3', 'Infinity', '1e999', '0x10', ' 1'].map(readDecimal)).toEqual(Array.from({ length: 8 }, () => null));
  expect([sameDecimal('100', '1e2'), sameDecimal('0.1', '0.10'), sameDecimal('1', '1.01'), sameDecimal('a', '1')]).toEqual([true, true, false, null]);
});
