import type { FindingRule } from './finding-rule.ts';
import { gateOfAction } from './gate-of-action.ts';
import { executionsOf, firstWith, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const alwaysGateWithoutHuman: FindingRule = {
  id: 'always-gate-without-human',
  title: 'Executed without the person its gate asks for',
  definition:
    'The gate table asks for a person before an action of this type, the action is recorded as executed, and the records name a rule or state that nobody looked instead. Where nothing is recorded of an approval, `approval-not-recorded` is raised and not this.',
  basis: 'Human-in-the-loop gates: always a person before execution',
  severity: 'high',
  family: 'approval',
  ofRun(context) {
    const gateOf = gateOfAction(context);
    return (surveyed) => {
      const { row, run } = surveyed;
      if (row.actionType === null || (row.approvalClass !== 'named rule' && row.approvalClass !== 'explicitly none')) return null;
      const gate = gateOf(row.actionType);
      const [execution] = executionsOf(surveyed);
      if (gate?.gate !== 'always a person' || execution === undefined) return null;
      const decision = firstWith(stagesOf(run, 'decision'), row.approvalClass === 'named rule' ? 'ruleId' : 'class');
      const instead = row.approvalClass === 'named rule' ? `rule ${quoted(row.ruleId ?? '')} is named instead` : 'the records state that nobody looked';
      return { sentence: `${quoted(row.actionType)} asks for a person before execution; ${instead}. ${gate.basis}.`, evidence: [...(decision === undefined ? [] : [`${decision.id}.${row.approvalClass === 'named rule' ? 'ruleId' : 'class'}`]), `${execution.id}.at`] };
    };
  },
};
