import type { FindingRule } from './finding-rule.ts';
import { stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const disputeDecisionUnlinked: FindingRule = {
  id: 'dispute-decision-unlinked',
  title: 'A dispute about a run that no record describes',
  definition: 'Records speak of a dispute of the run, and none speaks of its trigger, model, output, decision, execution or outcome: what is disputed is not in this evidence, or is recorded under another id.',
  basis: 'Routing disputes: linked to the original decision',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => ({ row, run }) => {
    const [dispute] = stagesOf(run, 'dispute');
    if (dispute === undefined || (['trigger', 'model', 'output', 'decision', 'execution', 'outcome'] as const).some((kind) => stagesOf(run, kind).length > 0)) return null;
    return { sentence: `The dispute names the run ${quoted(row.externalId)}, of which nothing else is recorded.`, evidence: [`${dispute.id}.id`, `${dispute.id}.filedAt`] };
  },
};
