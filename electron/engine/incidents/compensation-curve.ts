import { add, type Decimal, subtract, zero } from '#shared/decimal.ts';
import type { CompensationCurve, CompensationRow, CurvePoint } from '#shared/model/incident.ts';
import { decimalOf, decimalText } from './decimal.ts';

/** When a run did its harm and when it was given back, nanoseconds; null: no record and no entry says. */
export interface CompensationTimes {
  readonly harmedAt: string | null;
  readonly backAt: string | null;
}

/** More points than this are thinned: the last before each step of the axis stays. */
const mostPoints = 400;

/**
 * What is still owed after each instant at which something changed: money per currency, people, runs. A run counts from its execution until its confirmed
 * compensation covers its stated harm; what was given back too much is never netted against another. Runs without a time are counted apart, not placed.
 */
export function compensationCurve(rows: readonly CompensationRow[], times: ReadonlyMap<string, CompensationTimes>, asOf: string): CompensationCurve {
  const owing = rows.filter(({ harm }) => harm !== null);
  const steps = owing.flatMap((row) => stepsOf(row, times.get(row.run) ?? { harmedAt: null, backAt: null }, asOf));
  const owed = new Map<string, { readonly row: CompensationRow; readonly left: Decimal }>();
  const points: CurvePoint[] = [];
  const sorted = steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order));
  const shown = new Set(thinned([...new Set(sorted.map(({ at }) => at))]));
  for (const [index, { at, row, left }] of sorted.entries()) {
    if (left.digits > 0n) owed.set(row.run, { row, left });
    else owed.delete(row.run);
    // Only what is shown is summed: each sum goes over all that is owed then.
    if (shown.has(at) && sorted[index + 1]?.at !== at) points.push(pointOf(at, [...owed.values()]));
  }
  return {
    points, asOf,
    withoutTime: owing.filter(({ run }) => (times.get(run)?.harmedAt ?? null) === null).length,
    backWithoutTime: owing.filter((row) => row.recovered !== null && (times.get(row.run)?.backAt ?? null) === null).length,
    withoutHarm: rows.length - owing.length,
  };
}

interface Step {
  readonly at: bigint;
  readonly order: 0 | 1;
  readonly row: CompensationRow;
  /** Owed by this run from then on. */
  readonly left: Decimal;
}

/** Given back before it was taken is taken for given back at once: the curve never goes below nothing. */
function stepsOf(row: CompensationRow, { harmedAt, backAt }: CompensationTimes, asOf: string): readonly Step[] {
  if (harmedAt === null) return [];
  const [harm, back] = [decimalOf(row.harm ?? '0') ?? zero, row.recovered === null ? null : decimalOf(row.recovered)];
  const from = BigInt(harmedAt);
  const taken: Step = { at: from, order: 0, row, left: harm };
  if (back === null) return [taken];
  const at = BigInt(backAt ?? asOf);
  return [taken, { at: at < from ? from : at, order: 1, row, left: subtract(harm, back) }];
}

function pointOf(at: bigint, owed: readonly { readonly row: CompensationRow; readonly left: Decimal }[]): CurvePoint {
  const sums = new Map<string | null, Decimal>();
  for (const { row, left } of owed) sums.set(row.currency, add(sums.get(row.currency) ?? zero, left));
  return {
    at: at.toString(),
    owed: Array.from(sums, ([currency, sum]) => ({ currency, sum: decimalText(sum) })).toSorted((a, b) => ((a.currency ?? '￿') < (b.currency ?? '￿') ? -1 : 1)),
    people: new Set(owed.flatMap(({ row }) => row.person ?? [])).size,
    withoutPerson: owed.filter(({ row }) => row.person === null).length,
    runs: owed.length,
  };
}

function thinned(instants: readonly bigint[]): readonly bigint[] {
  const [first, last] = [instants[0], instants.at(-1)];
  if (instants.length <= mostPoints || first === undefined || last === undefined) return instants;
  const slot = (at: bigint): bigint => ((at - first) * BigInt(mostPoints - 1)) / (last - first);
  return instants.filter((at, index) => {
    const next = instants[index + 1];
    return index === 0 || next === undefined || slot(at) !== slot(next);
  });
}
