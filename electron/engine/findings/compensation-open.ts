import { outcomeStatusOf } from '../lineage/outcome.ts';
import type { FindingRule } from './finding-rule.ts';
import { stagesOf, textOf, valueOf } from './recorded.ts';
import { money, quoted } from './wording.ts';

export const compensationOpen: FindingRule = {
  id: 'compensation-open',
  title: 'A compensation is recorded and not confirmed',
  definition: 'Records speak of a recovery of the run (a status, an amount or a method), and no recovery of it reads as succeeded. It may be pending, failed, or without a status: the sentence says which. A statement that the action could be undone is no recovery.',
  basis: 'Open compensations: done only when the outcome of the compensation is confirmed',
  severity: 'high',
  family: 'recovery',
  ofRun: () => ({ run }) => {
    const recoveries = stagesOf(run, 'recovery').filter((stage) => ['status', 'amount', 'at', 'by'].some((name) => valueOf(stage, name) !== null));
    const last = recoveries.at(-1);
    if (last === undefined || recoveries.some((stage) => outcomeStatusOf(valueOf(stage, 'status') ?? undefined, null) === 'succeeded')) return null;
    const [status, amount] = [textOf(last, 'status'), textOf(last, 'amount')];
    const what = amount === null ? 'A compensation' : `A compensation of ${money(amount, textOf(last, 'currency'))}`;
    return { sentence: `${what} is recorded; ${status === null ? 'how it ended is not recorded' : `its status is "${quoted(status)}"`}.`, evidence: [...(status === null ? [] : [`${last.id}.status`]), ...(amount === null ? [] : [`${last.id}.amount`]), `${last.id}.at`] };
  },
};
