/** An amount cut at its decimal point, so that a column of them can be aligned there. Joined it is numerically what was recorded. */
export interface AmountText {
  readonly whole: string;
  /** With its point; empty where there is none. */
  readonly fraction: string;
}

const mostAligned = 6;

/** With a currency, as many decimals as it has at least (`373.8` EUR is `373.80`); none are ever taken away. What is no plain number stays as it stands. */
export function amountText(amount: string, currency: string | null): AmountText {
  const plain = /^(-?\d+)(?:\.(\d+))?$/u.exec(amount);
  if (plain === null) return { whole: amount, fraction: '' };
  const [, whole = '', recorded = ''] = plain;
  const decimals = recorded.padEnd(currency === null ? 0 : decimalsOf(currency), '0');
  return { whole, fraction: decimals === '' ? '' : `.${decimals}` };
}

/** Characters that the widest fraction among these amounts takes; a rare very long one stands out instead of pushing all others away. */
export function fractionWidth(amounts: readonly { readonly amount: string | null; readonly currency: string | null }[]): number {
  return amounts.reduce((most, { amount, currency }) => {
    const { length } = amount === null ? '' : amountText(amount, currency).fraction;
    return length > mostAligned ? most : Math.max(most, length);
  }, 0);
}

const known = new Map<string, number>();

/** Two, but none for yen and three for dinars. */
function decimalsOf(currency: string): number {
  const before = known.get(currency);
  if (before !== undefined) return before;
  const decimals = /^[A-Z]{3}$/u.test(currency) ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().minimumFractionDigits ?? 2) : 2;
  if (known.size < 1000) known.set(currency, decimals);
  return decimals;
}
