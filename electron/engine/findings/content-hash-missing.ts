import type { FindingRule } from './finding-rule.ts';
import { isTold, stagesOf } from './recorded.ts';

export const contentHashMissing: FindingRule = {
  id: 'content-hash-missing',
  title: 'A research brief without a content hash',
  definition: 'A run of the pattern generative research put something out, and no output of it records a content hash: what was delivered is not fixed.',
  basis: '4-Pattern Audit Log Standard, pattern 3: content hash',
  severity: 'low',
  family: 'patterns',
  ofRun: () => ({ row, run }) => {
    const outputs = stagesOf(run, 'output');
    const [first] = outputs;
    if (row.pattern !== 'generative-research' || first === undefined || outputs.some((stage) => isTold(stage, 'hash'))) return null;
    return { sentence: 'The brief was put out, and no hash of its content is recorded.', evidence: [`${first.id}.value`] };
  },
};
