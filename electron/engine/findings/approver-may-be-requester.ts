import type { FindingRule } from './finding-rule.ts';
import { firstWith, plainName, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const approverMayBeRequester: FindingRule = {
  id: 'approver-may-be-requester',
  title: 'Approver and requester have alike names',
  definition:
    'A person approved the run; the approver and the actor of the trigger are written differently and become the same text when upper case, spaces and punctuation are left out, as in "Ada Byron" and ada.byron. Possible, no more: two people may share a name.',
  basis: 'Approval audit: approver = requester, by name only',
  severity: 'low',
  family: 'approval',
  ofRun: () => ({ row, facts, run }) => {
    if (row.approvalClass !== 'human' || row.approver === null || facts.requester === null || row.approver === facts.requester) return null;
    const plain = plainName(row.approver);
    if (plain === '' || plain !== plainName(facts.requester)) return null;
    const decision = firstWith(stagesOf(run, 'decision'), 'approver');
    return { sentence: `Possible: "${quoted(facts.requester)}" asked for the action and "${quoted(row.approver)}" approved it; the names are alike, the ids are not the same.`, evidence: ['trigger.actor', `${decision?.id ?? 'decision'}.approver`] };
  },
};
