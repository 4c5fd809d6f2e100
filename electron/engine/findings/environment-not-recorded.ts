import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isOfAi } from './recorded.ts';
import { quoted } from './wording.ts';

export const environmentNotRecorded: FindingRule = {
  id: 'environment-not-recorded',
  title: 'The environment is not recorded',
  definition: 'An AI action is recorded as executed, and no record of its run says in which environment, not even as a hash or as an inference: whether it was production is not in this evidence.',
  basis: 'Execute Action Audit Standard, field 6: environment',
  severity: 'low',
  family: 'record keeping',
  ofRun: () => (surveyed) => {
    const { row, facts } = surveyed;
    if (facts.provenance.environment !== 'absent' || !isOfAi(row)) return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    return { sentence: `${quoted(row.actionType ?? 'The action')} was executed; in which environment is not recorded.`, evidence: [`${execution.id}.at`] };
  },
};
