import type { FindingRule } from './finding-rule.ts';
import { stagesOf } from './recorded.ts';

export const accessLogMissing: FindingRule = {
  id: 'access-log-missing',
  title: 'Who opened the recording is not recorded',
  definition: 'A run of the pattern meeting intelligence put something out, and no record of it lists who opened the recording; an empty list is a record that nobody did.',
  basis: '4-Pattern Audit Log Standard, pattern 2: rep access log',
  severity: 'low',
  family: 'patterns',
  ofRun: () => ({ row, run }) => {
    const [output] = stagesOf(run, 'output');
    if (row.pattern !== 'meeting-intelligence' || output === undefined || stagesOf(run, 'access').length > 0) return null;
    return { sentence: 'No log of who opened the recording is recorded.', evidence: [`${output.id}.at`] };
  },
};
