import type { FindingRule } from './finding-rule.ts';
import { gateOfAction } from './gate-of-action.ts';
import { executionsOf, isOfAi } from './recorded.ts';
import { quoted } from './wording.ts';

export const approvalNotRecorded: FindingRule = {
  id: 'approval-not-recorded',
  title: 'No approval is recorded',
  definition:
    'An AI action is recorded as executed, and no record of its run names a person who decided, a rule that allowed it, or states that nobody looked. Not raised: actions that only read, whose outcome is "not executed", or that the gate table asks for a log only.',
  basis: 'Execute Action Audit Standard, field 5, human approval',
  severity: 'high',
  family: 'approval',
  ofRun(context) {
    const gateOf = gateOfAction(context);
    return (surveyed) => {
      const { row } = surveyed;
      if (row.approvalClass !== 'not recorded' || !isOfAi(row)) return null;
      const [execution] = executionsOf(surveyed);
      const gate = row.actionType === null ? null : gateOf(row.actionType);
      if (execution === undefined || gate?.gate === 'log only') return null;
      const asked = gate === null ? 'the gate table does not name the action' : `the gate table asks for ${gate.gate === 'threshold rule' ? 'a threshold rule or a person' : 'a person'}`;
      return { sentence: `${quoted(row.actionType ?? 'The action')} was executed and no approval is recorded; ${asked}.`, evidence: [`${execution.id}.at`, `${execution.id}.operation`] };
    };
  },
};
