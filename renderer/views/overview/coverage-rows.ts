import type { Coverage } from '#shared/ipc/answers.ts';

export interface CoverageBar {
  /** Of the whole axis, 0 to 1. */
  readonly left: number;
  readonly width: number;
  /** Of the fullest bin of this source, 0 to 1. */
  readonly height: number;
  readonly count: number;
}

/** A stretch of the axis in which the source has nothing. `silent`: it was writing before and after. */
export interface EmptyStretch {
  readonly left: number;
  readonly width: number;
  readonly bins: number;
  readonly kind: 'before' | 'silent' | 'after';
}

export interface CoverageRow {
  readonly bars: readonly CoverageBar[];
  readonly empty: readonly EmptyStretch[];
  readonly withoutTime: number;
}

export function coverageRow(counts: readonly number[], withoutTime: number): CoverageRow {
  const bins = Math.max(1, counts.length);
  const fullest = Math.max(1, ...counts);
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const bars = counts.flatMap((count, bin): CoverageBar[] => (count === 0 ? [] : [{ left: bin / bins, width: 1 / bins, height: count / fullest, count }]));
  const empty: EmptyStretch[] = [];
  let from = 0;
  while (from < counts.length) {
    if ((counts[from] ?? 0) > 0) {
      from += 1;
      continue;
    }
    let to = from;
    while (to < counts.length && (counts[to] ?? 0) === 0) to += 1;
    const kind = first < 0 || to <= first ? 'before' : from > last ? 'after' : 'silent';
    empty.push({ left: from / bins, width: (to - from) / bins, bins: to - from, kind });
    from = to;
  }
  return { bars, empty, withoutTime };
}

/** `3 silences`, `longest 17 h`: as exact as the bins allow. */
export function silenceTexts(row: CoverageRow, binNanoseconds: string): readonly string[] {
  if (row.bars.length === 0) return [row.withoutTime > 0 ? 'no times' : 'no records'];
  const silent = row.empty.filter(({ kind }) => kind === 'silent');
  if (silent.length === 0) return ['no silence'];
  const longest = Math.max(...silent.map(({ bins }) => bins));
  const span = spanText(BigInt(binNanoseconds) * BigInt(longest));
  return silent.length === 1 ? [`1 silence, ${span}`] : [`${silent.length} silences`, `longest ${span}`];
}

/** `45 min`, `17 h`, `2 d 6 h`: no finer than it needs to be. */
export function spanText(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds / 1_000_000_000n);
  if (seconds < 1) return 'under 1 s';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Start and length of the common axis; null when no record of any source has a time. */
export function axisOf(coverage: Coverage): { readonly from: bigint; readonly length: bigint } | null {
  if (coverage.from === null || coverage.bins < 1) return null;
  return { from: BigInt(coverage.from), length: BigInt(coverage.binNanoseconds) * BigInt(coverage.bins) };
}

/** Where an instant stands on the axis, 0 to 1. */
export function placeOnAxis(at: string, axis: { readonly from: bigint; readonly length: bigint }): number {
  if (axis.length <= 0n) return 0;
  return Math.min(1, Math.max(0, Number(((BigInt(at) - axis.from) * 100_000n) / axis.length) / 100_000));
}
