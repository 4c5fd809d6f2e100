import { disputeWeights, type Dispute, type DisputeClass, type DisputeClockState } from '#shared/model/dispute.ts';

/** `territory mismatch (strong)`: the weight is of the reason, not of the person. */
export function classWords(reasonClass: string | null): string {
  if (reasonClass === null) return 'reason class not recorded';
  const weight = isKnown(reasonClass) ? disputeWeights[reasonClass] : 'not weighted';
  return weight === 'not weighted' ? reasonClass : `${reasonClass} (${weight})`;
}

function isKnown(reasonClass: string): reasonClass is DisputeClass {
  return Object.hasOwn(disputeWeights, reasonClass);
}

export const clockTones: Readonly<Record<DisputeClockState, 'plain' | 'fail' | 'caution' | 'unknown'>> = { open: 'caution', overdue: 'fail', 'decided in time': 'plain', 'decided late': 'fail', 'not known': 'unknown' };

/** How long between filing and decision, or since filing: `23 h 40 min`; null: one of the two is not recorded. */
export function elapsedWords({ filedAt, decidedAt, clock }: Dispute): string | null {
  const end = decidedAt ?? clock.asOf;
  if (filedAt === null || end === null) return null;
  const minutes = Number((BigInt(end) - BigInt(filedAt)) / 60_000_000_000n);
  return `${minutes < 0 ? '−' : ''}${Math.trunc(Math.abs(minutes) / 60)} h ${String(Math.abs(minutes) % 60).padStart(2, '0')} min`;
}
