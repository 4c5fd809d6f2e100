import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isTold, stagesOf } from './recorded.ts';

export const consentMissing: FindingRule = {
  id: 'consent-missing',
  title: 'No consent to a recording is recorded',
  definition: 'A run of the pattern meeting intelligence put something out or executed something, and no record of it states how, when or by whom consent to the recording was given, not even as a hash. That nobody consented is not in this evidence either.',
  basis: '4-Pattern Audit Log Standard, pattern 2: consent method and timestamp',
  severity: 'high',
  family: 'patterns',
  ofRun: () => (surveyed) => {
    const { row, run } = surveyed;
    if (row.pattern !== 'meeting-intelligence') return null;
    const [output] = stagesOf(run, 'output');
    const [execution] = executionsOf(surveyed);
    const shown = output ?? execution;
    if (shown === undefined || stagesOf(run, 'consent').some((stage) => ['method', 'at', 'by'].some((name) => isTold(stage, name)))) return null;
    return { sentence: 'The meeting was processed, and no consent to its recording is recorded.', evidence: [`${shown.id}.at`] };
  },
};
