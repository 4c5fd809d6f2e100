import type { DisputeClock } from '#shared/model/dispute.ts';
import { compareInstants } from '#shared/time.ts';

/** Routing disputes are reviewed within 48 hours: hours, which no weekend lengthens. Exactly 48 hours is in time. */
const limit = 48n * 3_600_000_000_000n;

export interface DisputeInstants {
  readonly filedAt: string | null;
  readonly decidedAt: string | null;
  /** Decided by an outcome whose instant nobody records. */
  readonly decided: boolean;
}

export function disputeClock({ filedAt, decidedAt, decided }: DisputeInstants, asOf: string | null): DisputeClock {
  const dueAt = filedAt === null ? null : String(BigInt(filedAt) + limit);
  if (decidedAt !== null && dueAt !== null) return { state: compareInstants(decidedAt, dueAt) <= 0 ? 'decided in time' : 'decided late', dueAt, asOf: null };
  if (decided || dueAt === null || asOf === null) return { state: 'not known', dueAt, asOf: null };
  return { state: compareInstants(asOf, dueAt) > 0 ? 'overdue' : 'open', dueAt, asOf };
}
