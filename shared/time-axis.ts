/**
 * Which recorded times can stand on an axis of time. A clock that was never set, a default of another system or a mistaken unit
 * must not stretch the axis over centuries: such runs are counted in a bucket of their own, with the reason.
 */
export const unplacedReasons = ['no usable time', 'zero', 'before 1990', 'after its import'] as const;
export type UnplacedReason = (typeof unplacedReasons)[number];

/** 1990-01-01T00:00:00Z: before it no AI system wrote an audit log. Covers the years 1 and 1601, defaults of other systems. */
export const earliestPlaced = 631_152_000_000_000_000n;
/** A clock that runs ahead and a zone read wrongly stay within it; nothing can be recorded later than it was imported. */
export const futureAllowance = 86_400_000_000_000n;
/** 1970-01-01 in any zone: a clock or field that was never set. */
const zeroSpan = 86_400_000_000_000n;

/** null: it stands on the axis. `importedAt`: when the first source that speaks of it was imported. */
export function unplacedReason(at: string | bigint | null, importedAt: string | bigint): UnplacedReason | null {
  if (at === null) return 'no usable time';
  const instant = BigInt(at);
  if (instant >= -zeroSpan && instant <= zeroSpan) return 'zero';
  if (instant < earliestPlaced) return 'before 1990';
  return instant >= BigInt(importedAt) + futureAllowance ? 'after its import' : null;
}

/** The same as a number in the order of `unplacedReasons`, NULL where it stands on the axis. The column and bound must not be foreign text. */
export function unplacedReasonSql(column: string, until: string): string {
  return `CASE WHEN ${column} IS NULL THEN 0
               WHEN ${column} BETWEEN -${zeroSpan} AND ${zeroSpan} THEN 1
               WHEN ${column} < ${earliestPlaced} THEN 2
               WHEN ${column} >= ${until} THEN 3 END`;
}

export const unplacedWords: Readonly<Record<UnplacedReason, string>> = {
  'no usable time': 'their records state no start that could be read, or one outside the years 1678 to 2261',
  zero: 'their start is 1970-01-01, what a clock or field that was never set says',
  'before 1990': 'their start lies before 1990-01-01, as defaults of other systems do (1601, 1900)',
  'after its import': 'their start lies more than a day after the import of their source: nobody records what has yet to happen',
};

export const placementRule = 'A run stands on the axis when its recorded start lies between 1990-01-01 and one day after the import of its first source. All others are counted here and never stretch the axis.';
