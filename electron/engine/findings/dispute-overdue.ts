import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { at, between, quoted } from './wording.ts';

const limit = 48n * 3_600_000_000_000n;

export const disputeOverdue: FindingRule = {
  id: 'dispute-overdue',
  title: 'A dispute without a decision after 48 hours',
  definition: 'A dispute records when it was filed, neither a decision nor an outcome of it is recorded, and the latest instant recorded anywhere in the case lies more than 48 hours after it was filed. It may have been decided since: only what is imported is known.',
  basis: 'Routing disputes: review within 48 hours',
  severity: 'medium',
  family: 'patterns',
  overRuns({ asOf }) {
    const open: { readonly run: string; readonly id: string | null; readonly filedAt: string }[] = [];
    return {
      add(_row, { id, disputeId, disputeFiledAt, disputeDecidedAt, disputeOutcome }) {
        if (asOf === null || disputeFiledAt === null || disputeDecidedAt !== null || disputeOutcome !== null) return;
        if (BigInt(asOf) - BigInt(disputeFiledAt) > limit) open.push({ run: id, id: disputeId, filedAt: disputeFiledAt });
      },
      end: () =>
        open.sort((a, b) => (a.run < b.run ? -1 : 1)).map(({ run, id, filedAt }): CaseFinding => ({
          key: run,
          sentence: `Dispute ${quoted(id ?? 'without an id')}, filed at ${at(filedAt)}, has no recorded decision ${between(filedAt, asOf ?? filedAt)} later, at the latest instant of the case.`,
          runs: [run],
          at: filedAt,
          evidence: [`${run} dispute.filedAt`, `${run} dispute.id`],
        })),
    };
  },
};
