import type { FindingRule } from './finding-rule.ts';
import { executionsOf, firstWith, isOfAi, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const outcomeUnconfirmed: FindingRule = {
  id: 'outcome-unconfirmed',
  title: 'Executed, outcome not confirmed',
  definition: 'An AI action is recorded as executed, and the run has no outcome that says how it ended: none is recorded, it is still pending by the last record, or it is in words that are not known here. Sending a mail is no confirmation that it arrived.',
  basis: 'Execute Action Audit Standard, field 7',
  severity: 'medium',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row, run } = surveyed;
    if ((row.outcome !== 'not recorded' && row.outcome !== 'pending') || !isOfAi(row)) return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    const outcome = firstWith(stagesOf(run, 'outcome'), 'status');
    const status = textOf(outcome, 'status');
    const what = status === null ? 'no outcome is recorded' : row.outcome === 'pending' ? `the last recorded outcome is "${quoted(status)}"` : `the outcome "${quoted(status)}" is in words not known here`;
    return { sentence: `${quoted(row.actionType ?? 'The action')} was executed; ${what}.`, evidence: [`${execution.id}.at`, ...(outcome === undefined ? [] : [`${outcome.id}.status`])] };
  },
};
