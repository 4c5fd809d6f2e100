import type { FindingRule } from './finding-rule.ts';
import { isTold, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const amountWithoutCurrency: FindingRule = {
  id: 'amount-without-currency',
  title: 'An amount without a currency',
  definition: 'An execution, a recovery or, where nothing was executed, an output records an amount and no currency, not even as a hash.',
  basis: 'Execute Action Audit Standard, field 4: for money, amount and currency',
  severity: 'low',
  family: 'execution',
  ofRun: () => ({ run }) => {
    const executions = stagesOf(run, 'execution').filter((stage) => textOf(stage, 'amount') !== null);
    const looked = [...(executions.length > 0 ? executions : stagesOf(run, 'output')), ...stagesOf(run, 'recovery')];
    const stage = looked.find((one) => textOf(one, 'amount') !== null && !isTold(one, 'currency'));
    if (stage === undefined) return null;
    return { sentence: `The amount ${quoted(textOf(stage, 'amount') ?? '')} of the ${stage.kind} states no currency.`, evidence: [`${stage.id}.amount`] };
  },
};
