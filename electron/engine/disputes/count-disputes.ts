import type { Dispute, DisputeClockState, DisputeCounts } from '#shared/model/dispute.ts';
import { compareInstants } from '#shared/time.ts';

const urgency: readonly DisputeClockState[] = ['overdue', 'open', 'not known', 'decided late', 'decided in time'];

/** Overdue first, then open by what is due next, then the others by when they were filed, the latest first. */
export function orderDisputes(disputes: readonly Dispute[]): readonly Dispute[] {
  const instant = ({ filedAt }: Dispute): string => filedAt ?? '0';
  return disputes.toSorted((a, b) => {
    const [rankA, rankB] = [urgency.indexOf(a.clock.state), urgency.indexOf(b.clock.state)];
    if (rankA !== rankB) return rankA - rankB;
    return rankA < 2 ? compareInstants(instant(a), instant(b)) : compareInstants(instant(b), instant(a)) || (a.id < b.id ? -1 : 1);
  });
}

export function countDisputes(disputes: readonly Dispute[]): DisputeCounts {
  const count = (state: DisputeClockState): number => disputes.filter(({ clock }) => clock.state === state).length;
  const classes = [...new Set(disputes.map(({ reasonClass }) => reasonClass))].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  return {
    all: disputes.length,
    byClock: { open: count('open'), overdue: count('overdue'), 'decided in time': count('decided in time'), 'decided late': count('decided late'), 'not known': count('not known') },
    byClass: classes.map((reasonClass) => {
      const own = disputes.filter((one) => one.reasonClass === reasonClass);
      const outcome = (is: (outcome: string | null) => boolean): number => own.filter((one) => is(one.outcome)).length;
      return { reasonClass, all: own.length, upheld: outcome((said) => said === 'upheld'), denied: outcome((said) => said === 'denied'), undecided: outcome((said) => said === null), otherwise: outcome((said) => said !== null && said !== 'upheld' && said !== 'denied') };
    }),
  };
}

