import { compareDecimals, subtract } from '#shared/decimal.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { FindingRule } from './finding-rule.ts';
import { money } from './wording.ts';

export const overCompensated: FindingRule = {
  id: 'over-compensated',
  title: 'More is confirmed as given back than was executed',
  definition: 'The confirmed recoveries of the run add up to more than the executed amount, in the same currency, both recorded. It is shown as it is and never netted against other runs.',
  basis: 'Open compensations: over-compensated',
  severity: 'high',
  family: 'recovery',
  ofRun: () => ({ facts }) => {
    const { executedAmount, executedCurrency, recoveredAmount, recoveredCurrency } = facts;
    if (executedAmount === null || recoveredAmount === null || executedCurrency === null || executedCurrency !== recoveredCurrency) return null;
    const [executed, recovered] = [readDecimal(executedAmount), readDecimal(recoveredAmount)];
    if (executed === null || recovered === null || compareDecimals(recovered, executed) <= 0) return null;
    return { sentence: `${money(recoveredAmount, recoveredCurrency)} is confirmed as given back for ${money(executedAmount, executedCurrency)} executed: ${money(decimalText(subtract(recovered, executed)), executedCurrency)} more.`, evidence: ['execution.amount', 'recovery.amount', 'recovery.status'] };
  },
};
