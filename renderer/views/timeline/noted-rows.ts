import type { ManualEvent } from '#shared/model/annotation.ts';

export interface PlacedEvent {
  readonly event: ManualEvent;
  /** Where it begins and ends, 0 to 1 of what is shown; one that is as long as its wording is imprecise. */
  readonly from: number;
  readonly until: number;
  readonly row: number;
  /** The label stands left of its mark: to the right there is no room. */
  readonly leftwards: boolean;
}

export interface NotedRows {
  readonly placed: readonly PlacedEvent[];
  readonly rows: number;
  /** At a time that is not shown now. */
  readonly elsewhere: number;
  /** Without any time that can stand on the axis. */
  readonly untimed: number;
}

const longestLabel = 220;
const mostRows = 3;

/** Events that people noted, each in the first row where its label is free; where none is, the last row takes the mark without its label (row −1). */
export function notedRows(events: readonly ManualEvent[], placeOf: (at: bigint) => number, width: number): NotedRows {
  const ends = Array.from({ length: mostRows }, () => Number.NEGATIVE_INFINITY);
  const placed: PlacedEvent[] = [];
  let elsewhere = 0;
  let untimed = 0;
  for (const event of events) {
    const { from, until } = event.when;
    if (from === null) {
      untimed += 1;
      continue;
    }
    const [begin, end] = [placeOf(BigInt(from)), placeOf(BigInt(until ?? from))];
    if (end < 0 || begin > 1) {
      elsewhere += 1;
      continue;
    }
    const pixels = Math.min(longestLabel, 30 + 6.4 * event.text.length);
    const at = Math.max(0, begin) * width;
    const leftwards = at + pixels > width && at - pixels > 0;
    const [start, stop] = leftwards ? [at - pixels, at] : [at, at + pixels];
    const row = ends.findIndex((taken) => taken < start - 4);
    if (row >= 0) ends[row] = stop;
    placed.push({ event, from: Math.max(0, begin), until: Math.min(1, Math.max(begin, end)), row, leftwards });
  }
  return { placed, rows: ends.filter((end) => end >= 0).length, elsewhere, untimed };
}
