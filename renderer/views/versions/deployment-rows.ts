import { binEdges, unitFor } from '#shared/time-bins.ts';
import type { VersionEntry } from '#shared/model/version.ts';

/** One deployment on the axis, in shares of it. */
export interface DeploymentBar {
  readonly entry: VersionEntry;
  readonly left: number;
  readonly width: number;
  /** From where on nothing is known of it: behind its last use, where no end is recorded. null: known to its end. */
  readonly unknownFrom: number | null;
  /** Bars of one name that overlap stand below each other. */
  readonly lane: number;
}

export interface DeploymentRow {
  readonly kind: VersionEntry['kind'];
  readonly name: string;
  readonly lanes: number;
  readonly bars: readonly DeploymentBar[];
}

export interface DeploymentAxis {
  readonly from: bigint;
  readonly until: bigint;
  readonly ticks: readonly { readonly at: string; readonly place: number }[];
}

/** From the first deployment to the last thing known of any; null: there is none. */
export function deploymentAxis(entries: readonly VersionEntry[]): DeploymentAxis | null {
  const instants = entries.flatMap(({ from, until, use }) => [from, until, use?.lastAt ?? null]).filter((instant) => instant !== null).map(BigInt);
  if (instants.length === 0) return null;
  const [from, last] = [instants.reduce((a, b) => (b < a ? b : a)), instants.reduce((a, b) => (b > a ? b : a))];
  const until = last > from ? last + (last - from) / 50n : from + 86_400_000_000_000n;
  const window = { from: String(from), until: String(until) };
  const ticks = binEdges(window, unitFor(window, 9), 'utc').filter((edge) => BigInt(edge) >= from && BigInt(edge) < until).map((at) => ({ at, place: placeOn(BigInt(at), { from, until }) }));
  return { from, until, ticks };
}

/** Names in the order of the entries, each with its deployments. */
export function deploymentRows(entries: readonly VersionEntry[], axis: DeploymentAxis): readonly DeploymentRow[] {
  const rows = new Map<string, VersionEntry[]>();
  for (const entry of entries) {
    const key = `${entry.kind}\n${entry.name}`;
    rows.set(key, [...(rows.get(key) ?? []), entry]);
  }
  return [...rows.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ends: bigint[] = [];
    const bars = group.map((entry): DeploymentBar => {
      const [from, until] = [BigInt(entry.from), entry.until === null ? axis.until : BigInt(entry.until)];
      const free = ends.findIndex((end) => end <= from);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = until;
      const [left, right] = [placeOn(from, axis), placeOn(until, axis)];
      const lastUse = entry.use?.lastAt ?? null;
      const unknown = entry.end !== 'not recorded' ? null : placeOn(lastUse === null || BigInt(lastUse) < from ? from : BigInt(lastUse), axis);
      return { entry, left, width: Math.max(0, right - left), unknownFrom: unknown, lane };
    });
    return [{ kind: first.kind, name: first.name, lanes: Math.max(1, ends.length), bars }];
  });
}

function placeOn(at: bigint, { from, until }: Pick<DeploymentAxis, 'from' | 'until'>): number {
  const share = Number(((at - from) * 1_000_000n) / (until - from)) / 1_000_000;
  return Math.min(1, Math.max(0, share));
}
