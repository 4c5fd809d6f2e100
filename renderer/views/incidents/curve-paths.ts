import type { CurvePoint } from '#shared/model/incident.ts';

/** One measure over the same points. */
export interface CurveBand {
  readonly title: string;
  readonly most: string;
  readonly last: string;
  readonly of: (point: CurvePoint) => number;
}

/** Each currency its own band, never added up; people last. */
export function curveBands(points: readonly CurvePoint[]): readonly CurveBand[] {
  const currencies = [...new Set(points.flatMap(({ owed }) => owed.map(({ currency }) => currency)))];
  const band = (title: string, of: (point: CurvePoint) => number, text: (value: number) => string): CurveBand => ({ title, of, most: text(Math.max(0, ...points.map(of))), last: text(points.at(-1) === undefined ? 0 : Math.max(...points.slice(-1).map(of))) });
  return [
    ...currencies.map((currency) => band(`${currency ?? 'currency not recorded'} still owed`, ({ owed }) => Number(owed.find((one) => one.currency === currency)?.sum ?? 0), (value) => value.toFixed(2))),
    band('People owed', ({ people }) => people, String),
  ];
}

/** Steps in a box of 1000 by 60: each value holds until the next point. */
export function stepPath(points: readonly CurvePoint[], of: (point: CurvePoint) => number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at) return '';
  const span = Number(BigInt(last.at) - BigInt(first.at));
  const most = Math.max(...points.map(of), 1);
  const x = ({ at }: CurvePoint): string => ((Number(BigInt(at) - BigInt(first.at)) / span) * 1000).toFixed(1);
  const y = (point: CurvePoint): string => (58 - (of(point) / most) * 54).toFixed(1);
  return points.map((point, index) => (index === 0 ? `M0 ${y(point)}` : `H${x(point)}V${y(point)}`)).join('');
}

/** What was owed when each day (UTC) ended. */
export function dayEnds(points: readonly CurvePoint[]): readonly { readonly day: string; readonly point: CurvePoint }[] {
  const days = new Map(points.map((point) => [new Date(Number(BigInt(point.at) / 1_000_000n)).toISOString().slice(0, 10), point]));
  return Array.from(days, ([day, point]) => ({ day, point }));
}
