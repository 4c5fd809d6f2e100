import type { ComparedRate } from '#shared/model/cohort-comparison.ts';
import type { RateSide } from '#shared/model/timeline.ts';

const fewHits = 5;

/** To a tenth of a per cent; the counts beside it are exact. */
export function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1);
}

/** `+12.5`, `−3.0`, `0.0`: percentage points of B less A. */
export function pointsText(share: number): string {
  const text = tenths(Math.abs(share));
  return text === '0.0' ? text : `${share > 0 ? '+' : '−'}${text}`;
}

export function intervalText({ interval }: RateSide): string {
  return interval === null ? 'no share' : `${tenths(interval[0])}–${tenths(interval[1])} %`;
}

/** Fewer hits on a side than say anything; of rows nobody has, nothing. */
export function isRare({ a, b }: ComparedRate): boolean {
  return a.k + b.k > 0 && (a.k < fewHits || b.k < fewHits);
}

/** Whether the interval of the difference leaves out zero: not proof, a place to look. */
export function standsOut({ difference }: ComparedRate): boolean {
  return difference !== null && (difference.interval[0] > 0 || difference.interval[1] < 0);
}

/** The search of one side and one row of it. */
export function narrowed(where: string, term: string): string {
  return where.trim() === '' ? term : `(${where}) ${term}`;
}
