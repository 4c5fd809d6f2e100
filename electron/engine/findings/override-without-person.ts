import type { FindingRule } from './finding-rule.ts';
import { firstWith, isTold, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const overrideWithoutPerson: FindingRule = {
  id: 'override-without-person',
  title: 'An override by nobody',
  definition: 'The records flag the result as overridden, and none says by whom, not even as a hash. Where no flag is recorded, or it is false, nothing is raised.',
  basis: '4-Pattern Audit Log Standard, pattern 1: override flag, who and why',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => ({ facts, run }) => {
    if (facts.overridden !== true) return null;
    const decisions = stagesOf(run, 'decision');
    if (decisions.some((stage) => isTold(stage, 'overrideBy'))) return null;
    const flagged = firstWith(decisions, 'overrideFlag');
    const reason = textOf(flagged, 'overrideReason');
    return { sentence: `The result is flagged as overridden; by whom is not recorded${reason === null ? ', nor why' : `; stated reason: "${quoted(reason)}"`}.`, evidence: [`${flagged?.id ?? 'decision'}.overrideFlag`] };
  },
};
