import type { FindingRule } from './finding-rule.ts';
import { verdictOf } from '../lineage/outcome.ts';
import { executionsOf, instantIn, isSurelyAfter, stagesOf, textOf, valueOf } from './recorded.ts';
import { at, quoted } from './wording.ts';

export const rejectedButExecuted: FindingRule = {
  id: 'rejected-but-executed',
  title: 'Rejected, and executed all the same',
  definition:
    'The last decision of the run, by time where all state one, else as recorded last, rejects it, and an execution that writes or may write is recorded whose outcome is not "not executed" or "rejected". The sentence says whether the execution lies before or after the rejection, or that the order cannot be told.',
  basis: 'Decision history: a rejection ends the run',
  severity: 'high',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row, facts, run } = surveyed;
    if (facts.verdict !== 'rejected' || row.outcome === 'rejected') return null;
    const [execution] = executionsOf(surveyed);
    const rejection = stagesOf(run, 'decision').findLast((stage) => verdictOf(valueOf(stage, 'verdict') ?? undefined) === 'rejected');
    if (execution === undefined || rejection === undefined) return null;
    const [rejected, executed] = [instantIn(rejection, 'at'), instantIn(execution, 'at')];
    const by = textOf(rejection, 'approver');
    const order = rejected === null || executed === null ? 'the order cannot be told from the recorded times' : isSurelyAfter(executed, rejected) ? `executed ${at(executed.at)}, after it` : isSurelyAfter(rejected, executed) ? `executed ${at(executed.at)}, before it` : 'the order cannot be told: the times are the same within their precision';
    return { sentence: `Rejected${by === null ? '' : ` by ${quoted(by)}`}${rejected === null ? '' : ` at ${at(rejected.at)}`}; ${order}.`, evidence: [`${rejection.id}.verdict`, `${rejection.id}.at`, `${execution.id}.at`] };
  },
};
