import { sameDecimal } from './decimals.ts';
import type { FindingRule } from './finding-rule.ts';
import { money } from './wording.ts';

export const confirmedOtherwiseThanExecuted: FindingRule = {
  id: 'confirmed-otherwise-than-executed',
  title: 'The target system confirms another amount than was executed',
  definition: 'The run has one execution, and it and the outcome both record an amount; the two are not the same decimal number, or both record a currency and these differ. Other amounts in the same place of two sources raise `sources-contradict`.',
  basis: 'Executed versus proposed: executed ↔ confirmed',
  severity: 'high',
  family: 'execution',
  ofRun: () => ({ facts }) => {
    const { executedAmount, confirmedAmount, executedCurrency, confirmedCurrency, executions } = facts;
    if (executions !== 1 || executedAmount === null || confirmedAmount === null) return null;
    const otherCurrency = executedCurrency !== null && confirmedCurrency !== null && executedCurrency.toUpperCase() !== confirmedCurrency.toUpperCase();
    if (sameDecimal(executedAmount, confirmedAmount) !== false && !otherCurrency) return null;
    return { sentence: `${money(executedAmount, executedCurrency)} was executed and ${money(confirmedAmount, confirmedCurrency)} confirmed.`, evidence: ['execution.amount', 'outcome.amount', ...(otherCurrency ? ['execution.currency', 'outcome.currency'] : [])] };
  },
};
