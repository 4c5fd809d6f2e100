import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isOfAi } from './recorded.ts';
import { quoted } from './wording.ts';

export const outputNotRecorded: FindingRule = {
  id: 'output-not-recorded',
  title: 'Executed without a recorded AI output',
  definition: 'An AI action is recorded as executed, and no record says anything of what the AI put out before it, neither a value nor a text, score, amount, plan or hash: a wrong decision and a wrong execution cannot be told apart. Not raised where no record names an agent, a model or a prompt.',
  basis: 'Execute Action Audit Standard, field 3; executed versus proposed',
  severity: 'medium',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row } = surveyed;
    if (row.fields[2] !== 'a' || !isOfAi(row)) return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    return { sentence: `${quoted(row.actionType ?? 'The action')} was executed, and no output of the AI is recorded.`, evidence: [`${execution.id}.at`, `${execution.id}.operation`] };
  },
};
