import type { FindingRule } from './finding-rule.ts';
import { at, between } from './wording.ts';

const limit = 24n * 3_600_000_000_000n;

export const approvalSlaMissed: FindingRule = {
  id: 'approval-sla-missed',
  title: 'Decided more than 24 hours after it was asked',
  definition:
    'A person decided the run more than 24 hours, to the nanosecond, after the approval was asked for; where no such instant is recorded, after the output was proposed, and the sentence says so. Exactly 24 hours is in time. Without one of the two instants, or without the decision\'s, nothing is raised.',
  basis: 'Full human approval: a proposal is stale after 24 hours',
  severity: 'medium',
  family: 'approval',
  ofRun: () => ({ row, facts }) => {
    if (row.approvalClass !== 'human' || facts.decidedAt === null) return null;
    const asked = facts.requestedAt ?? facts.proposedAt;
    if (asked === null || BigInt(facts.decidedAt) - BigInt(asked) <= limit) return null;
    const since = facts.requestedAt === null ? `proposed at ${at(asked)} (when approval was asked for is not recorded)` : `asked for at ${at(asked)}`;
    return { sentence: `Decided ${at(facts.decidedAt)}, ${between(asked, facts.decidedAt)} after it was ${since}; 24 h are allowed.`, evidence: [facts.requestedAt === null ? 'output.at' : 'decision.requestedAt', 'decision.at'] };
  },
};
