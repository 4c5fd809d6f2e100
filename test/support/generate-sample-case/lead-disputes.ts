import { hour, minute, rfc3339, type Instant } from './instants.ts';
import type { LeadRun } from './leads.ts';
import type { Random } from './random.ts';

export interface Dispute {
  readonly id: string;
  /** The disputed run; null: the complaint names a run nobody recorded. */
  readonly run: LeadRun | null;
  readonly filedAt: Instant;
  readonly reason: string;
  readonly strength: 'strong' | 'capacity' | 'weak';
  readonly outcome: 'upheld' | 'denied' | null;
  readonly decidedAt: Instant | null;
}

export const disputeCounts = { filed: 18, upheld: 7, denied: 8, open: 3, late: 4, unlinked: 1 } as const;

/** Eighteen complaints about routings: fifteen decided, four of them after more than 48 hours, three still open, one pointing nowhere. */
export function planDisputes(random: Random, runs: readonly LeadRun[]): readonly Dispute[] {
  const routed = random.shuffled(runs.filter((run) => run.path === 'automatic')).slice(0, disputeCounts.filed);
  return routed.map((run, index) => {
    const filedAt = run.at + random.integer(3, 40) * hour + random.integer(0, 59) * minute;
    const decided = index < disputeCounts.upheld + disputeCounts.denied;
    const hours = index < disputeCounts.late ? random.integer(49, 90) : random.integer(4, 47);
    const reason = (['territory mismatch', 'capacity imbalance', 'preference'] as const)[index % 3] ?? 'preference';
    return {
      id: `DSP-${String(index + 1).padStart(3, '0')}`,
      run: index === disputeCounts.filed - 1 ? null : run,
      filedAt,
      reason,
      strength: reason === 'territory mismatch' ? 'strong' : reason === 'capacity imbalance' ? 'capacity' : 'weak',
      outcome: decided ? (index % 2 === 0 && index < 13 ? 'upheld' : 'denied') : null,
      decidedAt: decided ? filedAt + hours * hour : null,
    };
  });
}

export function disputeRows(disputes: readonly Dispute[]): readonly { readonly at: Instant; readonly cells: Readonly<Record<string, string>> }[] {
  return disputes.flatMap((dispute) => {
    const common = { 'run.id': dispute.run?.runId ?? 'LR-unknown-2026-03', 'subject.leadId': dispute.run?.leadId ?? 'lead-39004', 'context.environment': 'production', 'context.system': 'crm', 'dispute.id': dispute.id };
    const filed = {
      at: dispute.filedAt,
      cells: { ...common, event: 'disputed', at: rfc3339(dispute.filedAt), 'dispute.reason': dispute.reason, 'dispute.class': dispute.strength, 'dispute.filedBy': dispute.run?.assignee ?? 'rep-09', 'dispute.filedAt': rfc3339(dispute.filedAt) },
    };
    if (dispute.decidedAt === null || dispute.outcome === null) return [filed];
    const escalated = dispute.decidedAt - dispute.filedAt > 72 * hour ? 'vp-sales' : '';
    const decided = {
      at: dispute.decidedAt,
      cells: { ...common, event: 'dispute.decided', at: rfc3339(dispute.decidedAt), 'dispute.outcome': dispute.outcome, 'dispute.decidedBy': 'h.vasile', 'dispute.decidedAt': rfc3339(dispute.decidedAt), 'dispute.rationale': dispute.outcome === 'upheld' ? 'the rule was applied to a shared territory' : 'rule and territory map were applied as written', 'dispute.escalatedTo': escalated },
    };
    return [filed, decided];
  });
}
