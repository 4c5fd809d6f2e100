import type { FindingRule } from './finding-rule.ts';
import { gateOfAction } from './gate-of-action.ts';
import { executionsOf, firstWith, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const autoWithoutRule: FindingRule = {
  id: 'auto-without-rule',
  title: 'Executed automatically without a named rule',
  definition:
    'The gate table asks for a threshold rule for an action of this type, the action is recorded as executed, and the records state that nobody looked without naming a rule. Where nothing is recorded of an approval, `approval-not-recorded` is raised and not this.',
  basis: 'Human-in-the-loop gates: threshold rule, a rule id on every automatic run',
  severity: 'medium',
  family: 'approval',
  ofRun(context) {
    const gateOf = gateOfAction(context);
    return (surveyed) => {
      const { row, run } = surveyed;
      if (row.actionType === null || row.approvalClass !== 'explicitly none' || row.ruleId !== null) return null;
      const [execution] = executionsOf(surveyed);
      if (gateOf(row.actionType)?.gate !== 'threshold rule' || execution === undefined) return null;
      const decision = firstWith(stagesOf(run, 'decision'), 'class');
      const why = textOf(decision, 'rationale');
      return {
        sentence: `${quoted(row.actionType)} was executed, the records state that nobody looked, and no rule is named${why === null ? '' : `; stated reason: "${quoted(why)}"`}.`,
        evidence: [...(decision === undefined ? [] : [`${decision.id}.class`, ...(why === null ? [] : [`${decision.id}.rationale`])]), `${execution.id}.at`],
      };
    };
  },
};
