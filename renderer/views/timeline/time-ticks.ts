import { formatInstant } from '#shared/time.ts';
import { binEdges, unitFor, unitLength } from '#shared/time-bins.ts';
import { placeOf, type Stretch } from './time-window.ts';

export interface TimeTick {
  /** 0 to 1. */
  readonly at: number;
  readonly text: string;
  /** The first of a day, month or year: drawn stronger. */
  readonly first: boolean;
}

const day = 86_400_000_000_000n;

/** At most about `most` places to read time at, on whole units of the zone's clock and calendar. */
export function timeTicks(shown: Stretch, zone: string, most: number): readonly TimeTick[] {
  const window = { from: String(shown.from), until: String(shown.until) };
  const fitting = unitFor(window, Math.max(2, most));
  // Between a day and a week: every second, third … day, always the same ones.
  const unit = fitting === '1 week' ? '1 d' : fitting;
  const each = fitting === '1 week' ? Math.ceil(Number((shown.until - shown.from) / day) / Math.max(2, most)) : 1;
  let previous = '';
  return binEdges(window, unit, zone).flatMap((edge) => {
    if (each > 1 && Number((BigInt(edge) + day / 2n) / day) % each !== 0) return [];
    const at = placeOf(BigInt(edge), shown);
    if (at < 0 || at > 1) return [];
    const { date, time } = formatInstant(edge, { zone, digits: unitLength(unit) < 1_000_000_000n ? 3 : 0 });
    const first = date !== previous;
    previous = date;
    if (unitLength(unit) >= 365n * day) return [{ at, text: date.slice(0, 4), first: true }];
    if (unitLength(unit) >= 28n * day) return [{ at, text: date.slice(0, 7), first: date.slice(5, 7) === '01' }];
    if (unitLength(unit) >= day) return [{ at, text: date.slice(5), first: date.slice(8) === '01' }];
    const clock = unitLength(unit) < 60_000_000_000n ? time : time.slice(0, 5);
    return [{ at, text: first && time.startsWith('00:00') ? `${date.slice(5)} ${clock}` : clock, first: time.startsWith('00:00') && first }];
  });
}
