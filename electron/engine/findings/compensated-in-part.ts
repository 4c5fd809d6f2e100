import { compareDecimals, subtract } from '#shared/decimal.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { FindingRule } from './finding-rule.ts';
import { money } from './wording.ts';

export const compensatedInPart: FindingRule = {
  id: 'compensated-in-part',
  title: 'Less is confirmed as given back than was executed',
  definition: 'The confirmed recoveries of the run add up to less than the executed amount, in the same currency, both recorded. How much of the difference is owed depends on how much of the action was wrong, which is for a person to say: the whole amount may not have been.',
  basis: 'Open compensations: residual',
  severity: 'note',
  family: 'recovery',
  ofRun: () => ({ facts }) => {
    const { executedAmount, executedCurrency, recoveredAmount, recoveredCurrency } = facts;
    if (executedAmount === null || recoveredAmount === null || executedCurrency === null || executedCurrency !== recoveredCurrency) return null;
    const [executed, recovered] = [readDecimal(executedAmount), readDecimal(recoveredAmount)];
    if (executed === null || recovered === null || compareDecimals(recovered, executed) >= 0) return null;
    return { sentence: `${money(recoveredAmount, recoveredCurrency)} of ${money(executedAmount, executedCurrency)} is confirmed as given back; of the other ${money(decimalText(subtract(executed, recovered)), executedCurrency)} this evidence does not say whether it is owed.`, evidence: ['execution.amount', 'recovery.amount', 'recovery.status'] };
  },
};
