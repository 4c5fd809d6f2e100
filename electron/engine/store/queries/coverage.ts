import { z } from 'zod';
import type { Coverage } from '#shared/ipc/answers.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

const hour = 3_600_000_000_000n;
const hoursText = z.array(z.tuple([z.number().int(), z.number().int()]));

/**
 * Records per bin and source over one axis. Each source keeps its counts by hour; bins are whole hours, so that every
 * count is exact.
 */
export async function coverage(store: Store, caseKey: number, mostBins = 200): Promise<Coverage> {
  const rows = await store.query('SELECT source_key, coverage, without_time FROM source WHERE case_key = $1 ORDER BY source_key', [caseKey]);
  const sources = rows.map((values) => {
    const row = new Row(values);
    return { sourceKey: row.number(), hours: hoursText.parse(JSON.parse(row.text())), withoutTime: row.number() };
  });
  const hours = sources.flatMap((source) => source.hours.map(([at]) => at));
  if (hours.length === 0) return { from: null, binNanoseconds: String(hour), bins: 0, rows: sources.map(({ sourceKey, withoutTime }) => ({ sourceKey, counts: [], withoutTime })) };
  const first = hours.reduce((low, at) => Math.min(low, at));
  const last = hours.reduce((high, at) => Math.max(high, at));
  const width = Math.ceil((last - first + 1) / mostBins);
  const bins = Math.ceil((last - first + 1) / width);
  return {
    from: String(BigInt(first) * hour),
    binNanoseconds: String(BigInt(width) * hour),
    bins,
    rows: sources.map(({ sourceKey, hours: own, withoutTime }) => ({ sourceKey, counts: binned(own, first, width, bins), withoutTime })),
  };
}

/** Records by hour of each source as kept at its import, ascending. */
export async function sourceHours(store: Store, caseKey: number) {
  const rows = await store.query('SELECT source_key, name, imported_at, coverage, without_time FROM source WHERE case_key = $1 ORDER BY source_key', [caseKey]);
  return rows.map((values) => {
    const row = new Row(values);
    return { sourceKey: row.number(), name: row.text(), importedAt: row.instant() ?? '0', hours: hoursText.parse(JSON.parse(row.text())), withoutTime: row.number() };
  });
}

function binned(hours: readonly (readonly [number, number])[], first: number, width: number, bins: number): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const [at, count] of hours) {
    const bin = Math.floor((at - first) / width);
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  return counts;
}
