import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, fractionWidth } from './amount-text.ts';

const shown = (amount: string, currency: string | null): string => {
  const { whole, fraction } = amountText(amount, currency);
  return whole + fraction;
};

describe('an amount in the list', () => {
  it('has the decimals of its currency, and never fewer than were recorded', () => {
    expect([shown('373.8', 'EUR'), shown('340', 'EUR'), shown('0.12345', 'USD'), shown('-5', 'GBP'), shown('1000', 'JPY'), shown('1.5', 'KWD')]).toEqual(['373.80', '340.00', '0.12345', '-5.00', '1000', '1.500']);
  });

  it('stays as recorded without a currency or where it is no plain number', () => {
    expect([shown('373.8', null), shown('1e5', 'EUR'), shown('1,200.5', 'EUR'), shown('', 'EUR')]).toEqual(['373.8', '1e5', '1,200.5', '']);
    expect(shown('12.5', 'credits')).toBe('12.50');
  });

  it('is numerically what was recorded, whatever the currency', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.stringMatching(/^[0-9]{0,12}$/), fc.constantFrom('EUR', 'JPY', 'KWD', 'xx', null), (whole, decimals, currency) => {
        const amount = decimals === '' ? String(whole) : `${whole}.${decimals}`;
        expect(withoutTrailingZeros(shown(amount, currency))).toBe(withoutTrailingZeros(amount));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('is aligned with the others by the widest fraction, unless that is freakishly long', () => {
    const of = (...amounts: readonly string[]) => fractionWidth(amounts.map((amount) => ({ amount, currency: 'EUR' })));
    expect([of(), of('1'), of('1', '2.1234'), of('1', '2.123456789012')]).toEqual([0, 3, 5, 3]);
  });
});

function withoutTrailingZeros(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/u, '') : amount;
}
