import { minute, second, type Instant } from '../instants.ts';
import { seeded } from '../random.ts';
import type { RefundRun } from './refund-run.ts';

/** When each step of a run happened; null where no step happened or none was recorded. */
export interface RefundTimeline {
  readonly outputAt: Instant;
  readonly requestedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly executedAt: Instant;
  readonly executedAgainAt: Instant | null;
  readonly confirmedAt: Instant | null;
  /** Microseconds below `confirmedAt`, as the gateway connector prints them. */
  readonly confirmedMicros: number;
  /** Last step: a whole record is written just after it. */
  readonly endedAt: Instant;
}

export function timelineOf(run: RefundRun): RefundTimeline {
  const random = seeded(run.key + 71_000);
  const outputAt = run.at + random.integer(3_100, 13_900);
  const quick = outputAt + random.integer(400, 1_900);
  const slow = outputAt + random.integer(2 * minute, 38 * minute);
  const byPersonBefore = run.approval === 'human' || run.tampering === 'decision record deleted';

  const decidedBefore = run.decideAt ?? (byPersonBefore ? slow : quick);
  const executedAt = decidedBefore + random.integer(1_200, 4_000);
  const executedAgainAt = run.sentTwice ? executedAt + random.integer(31, 58) * second : null;
  const confirmedAt = run.outcome === 'unconfirmed' ? null : (executedAgainAt ?? executedAt) + random.integer(800, 3_500);
  const decidedAfter = executedAt + random.integer(25 * minute, 190 * minute);
  const decidedAt = run.approval === 'human after execution' ? decidedAfter : run.approval === 'not recorded' && !byPersonBefore ? null : decidedBefore;
  return {
    outputAt,
    requestedAt: run.approval === 'human' || run.approval === 'human after execution' ? outputAt + second : null,
    decidedAt,
    executedAt,
    executedAgainAt,
    confirmedAt,
    confirmedMicros: random.integer(1, 999),
    endedAt: Math.max(confirmedAt ?? 0, executedAt, decidedAt ?? 0) + random.integer(60, 400),
  };
}
