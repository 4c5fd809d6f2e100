/** The 97.5 % point of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's score interval for k of n at 95 %, without continuity correction (Wilson 1927): where the true rate may lie if the runs were a
 * sample of many like them. Ends are exact at 0 and 1. null: there is nothing to make a rate of.
 */
export function wilson95(k: number, n: number): readonly [number, number] | null {
  if (n <= 0) return null;
  const rate = k / n;
  const spread = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  const middle = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n);
  return [k === 0 ? 0 : middle - spread, k === n ? 1 : middle + spread];
}

/** Fewer runs on a side, or fewer hits, and a difference says little. */
export const fewRuns = 30;
export const fewHits = 5;

/** Groups with the largest share that differs between two sides, by more than `least`; null: none. Shares are of each side's own total. */
export function mostShifted(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, least: number): { readonly name: string; readonly before: number; readonly after: number } | null {
  const [beforeTotal, afterTotal] = [before, after].map((side) => [...side.values()].reduce((sum, count) => sum + count, 0));
  if (beforeTotal === undefined || afterTotal === undefined || beforeTotal === 0 || afterTotal === 0) return null;
  let most: { readonly name: string; readonly before: number; readonly after: number } | null = null;
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const shares = { name, before: (before.get(name) ?? 0) / beforeTotal, after: (after.get(name) ?? 0) / afterTotal };
    const difference = Math.abs(shares.after - shares.before);
    if (difference > least && (most === null || difference > Math.abs(most.after - most.before))) most = shares;
  }
  return most;
}

/**
 * The difference of two independent rates, kb of nb less ka of na, at 95 %: Newcombe's hybrid score interval (Newcombe 1998, method 10),
 * made of Wilson's two. null: one side has nothing to make a rate of.
 * Runs that are on both sides are not independent: whoever shows it says how many there are.
 */
export function newcombe95(ka: number, na: number, kb: number, nb: number): readonly [number, number] | null {
  const [a, b] = [wilson95(ka, na), wilson95(kb, nb)];
  if (a === null || b === null) return null;
  const [rateA, rateB] = [ka / na, kb / nb];
  const difference = rateB - rateA;
  return [difference - Math.hypot(rateB - b[0], a[1] - rateA), difference + Math.hypot(b[1] - rateB, rateA - a[0])];
}
