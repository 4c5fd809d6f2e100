import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isOfAi, isTold } from './recorded.ts';
import { quoted } from './wording.ts';

const asked = ['system', 'operation', 'recordId'] as const;

export const actionUnspecific: FindingRule = {
  id: 'action-unspecific',
  title: 'What exactly was done is not recorded',
  definition: 'An AI action is recorded as executed, and of the target system, the operation and the record at least one is stated by no execution, not even as a hash. The system may stand with the run as a whole.',
  basis: 'Execute Action Audit Standard, field 4',
  severity: 'low',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row } = surveyed;
    if (!isOfAi(row)) return null;
    const executions = executionsOf(surveyed);
    const [first] = executions;
    if (first === undefined) return null;
    const missing = asked.filter((name) => executions.every((stage) => !isTold(stage, name)) && !(name === 'system' && row.system !== null));
    if (missing.length === 0) return null;
    return { sentence: `${quoted(row.actionType ?? 'The action')} was executed; not recorded: ${missing.map((name) => words[name]).join(', ')}.`, evidence: [`${first.id}.at`] };
  },
};

const words = { system: 'the target system', operation: 'the operation', recordId: 'the record' } as const;
