import { sameDecimal } from './decimals.ts';
import type { FindingRule, RunFinding } from './finding-rule.ts';
import { executionsOf, textOf } from './recorded.ts';
import { counted, quoted } from './wording.ts';

export const executedMoreThanOnce: FindingRule = {
  id: 'executed-more-than-once',
  title: 'One run executed the same thing more than once',
  definition:
    'The outcome is not failed, and either records of the run state two different idempotency keys for one execution, which the target system takes for two requests, or two of its executions have the same operation, record, amount and currency, all recorded, or the same idempotency key. Whether the target system acted twice is for its own records to say.',
  basis: 'Executed versus proposed: executed more than once',
  severity: 'high',
  family: 'execution',
  ofRun: () => (surveyed) => {
    if (surveyed.row.outcome === 'failed') return null;
    const executions = executionsOf(surveyed);
    for (const stage of executions) {
      const key = stage.values['idempotencyKey'];
      if (key === undefined || key.also.length === 0 || key.provenance !== 'recorded') continue;
      const keys = new Set([key, ...key.also].filter(({ provenance }) => provenance === 'recorded').map(({ value }) => String(value)));
      if (keys.size > 1) return { sentence: `Sent under ${counted(keys.size, 'idempotency key')}: ${[...keys].map(quoted).join(', ')}.`, evidence: [`${stage.id}.idempotencyKey`] };
    }
    return executions.length < 2 ? null : twice(executions);
  },
};

function twice(executions: ReturnType<typeof executionsOf>): RunFinding | null {
  for (const [index, first] of executions.entries()) {
    for (const second of executions.slice(index + 1)) {
      const [key, otherKey] = [textOf(first, 'idempotencyKey'), textOf(second, 'idempotencyKey')];
      const sameKey = key !== null && key === otherKey;
      const [amount, otherAmount] = [textOf(first, 'amount'), textOf(second, 'amount')];
      const sameContent = amount !== null && otherAmount !== null && sameDecimal(amount, otherAmount) === true && ['operation', 'recordId', 'currency'].every((name) => textOf(first, name) !== null && textOf(first, name) === textOf(second, name));
      if (!sameKey && !sameContent) continue;
      const what = sameContent ? `${quoted(textOf(first, 'operation') ?? '')} of ${amount} ${quoted(textOf(first, 'currency') ?? '')} on ${quoted(textOf(first, 'recordId') ?? '')}` : `idempotency key ${quoted(key ?? '')}`;
      return { sentence: `Two of ${counted(executions.length, 'execution')} are the same: ${what}${sameContent && key !== null && otherKey !== null && key !== otherKey ? ', under two idempotency keys' : ''}.`, evidence: sameContent ? [first, second].flatMap(({ id }) => [`${id}.recordId`, `${id}.amount`]) : [first, second].map(({ id }) => `${id}.idempotencyKey`) };
    }
  }
  return null;
}
