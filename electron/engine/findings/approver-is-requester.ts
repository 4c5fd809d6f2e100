import type { FindingRule } from './finding-rule.ts';
import { firstWith, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const approverIsRequester: FindingRule = {
  id: 'approver-is-requester',
  title: 'Approved by the principal who asked for it',
  definition: 'A person approved the run, and the recorded approver and the recorded actor of the trigger are the same text, character by character. Names that only look alike raise `approver-may-be-requester`.',
  basis: 'Approval audit: approver = requester',
  severity: 'high',
  family: 'approval',
  ofRun: () => ({ row, facts, run }) => {
    if (row.approvalClass !== 'human' || row.approver === null || row.approver !== facts.requester) return null;
    const decision = firstWith(stagesOf(run, 'decision'), 'approver');
    return { sentence: `${quoted(row.approver)} asked for the action and approved it.`, evidence: ['trigger.actor', `${decision?.id ?? 'decision'}.approver`] };
  },
};
