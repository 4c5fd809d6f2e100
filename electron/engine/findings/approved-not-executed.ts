import type { FindingRule } from './finding-rule.ts';
import { executionsOf, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const approvedNotExecuted: FindingRule = {
  id: 'approved-not-executed',
  title: 'Approved, and no execution is recorded',
  definition: 'A decision of the run reads as approved, none rejects it later, and no execution and no outcome is recorded: that it was not executed is not in this evidence either.',
  basis: 'Executed versus proposed: proposed, not executed',
  severity: 'low',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row, facts, run } = surveyed;
    if ((facts.verdict !== 'approved' && facts.verdict !== 'modified') || row.outcome !== 'not recorded' || executionsOf(surveyed).length > 0 || stagesOf(run, 'outcome').length > 0) return null;
    const decision = stagesOf(run, 'decision').findLast((stage) => textOf(stage, 'verdict') !== null);
    return { sentence: `"${quoted(textOf(decision, 'verdict') ?? '')}" is recorded, and neither an execution nor an outcome.`, evidence: [`${decision?.id ?? 'decision'}.verdict`] };
  },
};
