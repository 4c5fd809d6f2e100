import { placeOf, type Stretch } from './time-window.ts';

/** Width of the drawing over all loaded bins: small enough for the single-precision numbers graphics work in. */
export const drawingWidth = 8_192;

export interface DrawnBins {
  readonly loaded: Stretch;
  /** Where bins begin and end, 0 to `drawingWidth`. */
  readonly edges: readonly number[];
}

export function drawnBins(edges: readonly string[]): DrawnBins | null {
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined || edges.length < 2) return null;
  const loaded = { from: BigInt(first), until: BigInt(last) };
  return { loaded, edges: edges.map((edge) => placeOf(BigInt(edge), loaded) * drawingWidth) };
}

/** Bars that stand on 0 and rise to their count; the drawing is stretched to its place, so a count is a height. */
export function barPath({ edges }: DrawnBins, counts: Iterable<readonly [bin: number, count: number]>, height: (count: number) => number = (count) => count): string {
  let path = '';
  for (const [bin, count] of counts) {
    const [left, right] = [edges[bin], edges[bin + 1]];
    if (count === 0 || left === undefined || right === undefined) continue;
    path += `M${left.toFixed(3)} 0V${(-height(count)).toFixed(4)}H${(left + (right - left) * 0.88).toFixed(3)}V0z`;
  }
  return path;
}

/** Where there is anything at all: drawn a hair thick, so that one run in a million is seen. */
export function footPath({ edges }: DrawnBins, counts: Iterable<readonly [bin: number, count: number]>): string {
  let path = '';
  for (const [bin, count] of counts) {
    const [left, right] = [edges[bin], edges[bin + 1]];
    if (count > 0 && left !== undefined && right !== undefined) path += `M${left.toFixed(3)} 0H${(left + (right - left) * 0.88).toFixed(3)}`;
  }
  return path;
}

/** Left and width of what is shown, within the drawing. */
export function shownPart({ loaded }: DrawnBins, shown: Stretch): readonly [left: number, width: number] {
  const left = placeOf(shown.from, loaded) * drawingWidth;
  return [left, Math.max(1e-6, placeOf(shown.until, loaded) * drawingWidth - left)];
}

/** Indices of the bins that touch what is shown, last excluded. */
export function shownBins(edges: readonly string[], shown: Stretch): readonly [first: number, end: number] {
  let first = edges.findIndex((edge, index) => index > 0 && BigInt(edge) > shown.from) - 1;
  if (first < 0) first = 0;
  let end = first;
  while (end < edges.length - 1 && BigInt(edges[end] ?? '0') < shown.until) end += 1;
  return [first, end];
}

/** The next round number, so that the height of the axis does not twitch with every frame. */
export function roundedUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= count && Number.isInteger(step)) ?? 10 * power;
}
