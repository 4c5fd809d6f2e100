import type { FindingRule } from './finding-rule.ts';
import { quoted, at, between } from './wording.ts';

const limit = 48n * 3_600_000_000_000n;

export const disputeDecidedLate: FindingRule = {
  id: 'dispute-decided-late',
  title: 'A dispute decided after more than 48 hours',
  definition: 'A dispute of the run records when it was filed and when it was decided, and more than 48 hours lie between, to the nanosecond; exactly 48 hours is in time. Without one of the two instants nothing is raised. Of several disputes of one run the first of each instant counts.',
  basis: 'Routing disputes: review within 48 hours',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => ({ facts }) => {
    const { disputeFiledAt, disputeDecidedAt, disputeId } = facts;
    if (disputeFiledAt === null || disputeDecidedAt === null || BigInt(disputeDecidedAt) - BigInt(disputeFiledAt) <= limit) return null;
    return { sentence: `Dispute ${quoted(disputeId ?? 'without an id')} was filed at ${at(disputeFiledAt)} and decided ${between(disputeFiledAt, disputeDecidedAt)} later; 48 h are allowed.`, evidence: ['dispute.filedAt', 'dispute.decidedAt'] };
  },
};
