import type { VersionMark } from '#shared/model/timeline.ts';

export interface PlacedFlag {
  readonly mark: VersionMark;
  /** 0 to 1. */
  readonly at: number;
  readonly row: number;
  /** The label stands left of its line: to the right there is no room. */
  readonly leftwards: boolean;
}

/** As in the style sheet. */
const widestLabel = 260;

/** Flags that something was there before, or that a registry states; a first use with nothing before it says only that the evidence begins. */
export function isChange({ previous, basis }: VersionMark): boolean {
  return previous !== null || basis === 'registry';
}

/** Labels of estimated width in as few rows as they fit, by the first row that is free; beyond `mostRows` the line stands without its label. */
export function flagRows(marks: readonly VersionMark[], placeOf: (mark: VersionMark) => number, width: number, mostRows: number): readonly PlacedFlag[] {
  const ends = Array.from({ length: mostRows }, () => Number.NEGATIVE_INFINITY);
  return marks.flatMap((mark) => {
    const at = placeOf(mark);
    if (at < 0 || at > 1) return [];
    const pixels = Math.min(widestLabel, 44 + 6.6 * (mark.name.length + mark.version.length + 1));
    const leftwards = at * width + pixels > width && at * width - pixels > 0;
    const [start, end] = leftwards ? [at * width - pixels, at * width] : [at * width, at * width + pixels];
    const free = ends.findIndex((taken) => taken < start - 2);
    if (free >= 0) ends[free] = end;
    return [{ mark, at, row: free, leftwards }];
  });
}
