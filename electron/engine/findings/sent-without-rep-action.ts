import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isTold, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const sentWithoutRepAction: FindingRule = {
  id: 'sent-without-rep-action',
  title: 'Sent without any action of a representative',
  definition: 'A run of the pattern workflow copilot is recorded as executed, and no decision of it, be it accepted, dismissed or modified, a person, a rule or a class, is recorded, not even as a hash. It is the same silence as `approval-not-recorded`, for a suggestion that waits for a person by its nature.',
  basis: '4-Pattern Audit Log Standard, pattern 4: rep action',
  severity: 'high',
  family: 'patterns',
  ofRun: () => (surveyed) => {
    const { row, run } = surveyed;
    if (row.pattern !== 'workflow-copilot') return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined || stagesOf(run, 'decision').some((stage) => ['verdict', 'approver', 'class', 'ruleId'].some((name) => isTold(stage, name)))) return null;
    return { sentence: `${quoted(row.actionType ?? 'The suggestion')} was executed, and no action of a representative is recorded.`, evidence: [`${execution.id}.at`, `${execution.id}.operation`] };
  },
};
