import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isOfAi, isTold, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const triggerNotRecorded: FindingRule = {
  id: 'trigger-not-recorded',
  title: 'What set the action off is not recorded',
  definition: 'An AI action is recorded as executed, and no record of its run says anything of a trigger: no kind, reference, actor, condition or text, not even as a hash.',
  basis: 'Execute Action Audit Standard, field 1',
  severity: 'low',
  family: 'record keeping',
  ofRun: () => (surveyed) => {
    const { row, run } = surveyed;
    if (!isOfAi(row) || stagesOf(run, 'trigger').some((stage) => ['kind', 'ref', 'actor', 'condition', 'text'].some((name) => isTold(stage, name)))) return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    return { sentence: `${quoted(row.actionType ?? 'The action')} was executed; what set it off is not recorded.`, evidence: [`${execution.id}.at`] };
  },
};
