import { earliestPlaced, futureAllowance } from '#shared/time-axis.ts';
import type { RhythmSign } from '#shared/model/timeline.ts';
import { counted } from './windows.ts';

const hour = 3_600_000_000_000n;
const fewestRecords = 100;
const shortestGap = 6;
const gapMultiple = 2;
const burstMultiple = 5;
const fewestInBurst = 20;

export const rhythmRule =
  `By whole hours, in sources with ${fewestRecords} records or more. A gap: ${shortestGap} hours or more without a record, and at least twice as long as the silences the source has again and again, such as its nights and weekends ` +
  `(its second longest; over four weeks and more, one further down for every two weeks). A burst: hours with at least ${burstMultiple} times the median of the source’s hours that have records, and ${fewestInBurst} records or more. Neither says why.`;

type Hours = readonly (readonly [hour: number, records: number])[];

/** Hours that can stand on the axis, and how many records do not. */
export function placedHours(hours: Hours, importedAt: string): { readonly hours: Hours; readonly unplaced: number } {
  const [first, last] = [earliestPlaced / hour, (BigInt(importedAt) + futureAllowance) / hour];
  const placed = hours.filter(([at]) => BigInt(at) >= first && BigInt(at) <= last);
  const total = (some: Hours): number => some.reduce((sum, [, records]) => sum + records, 0);
  return { hours: placed, unplaced: total(hours) - total(placed) };
}

/** Gaps and bursts by `rhythmRule`, in order of time. `hours` ascending. */
export function rhythmSigns(hours: Hours): readonly RhythmSign[] {
  if (hours.reduce((sum, [, records]) => sum + records, 0) < fewestRecords) return [];
  return [...gaps(hours), ...bursts(hours)].sort((a, b) => Number(BigInt(a.from) - BigInt(b.from)));
}

function gaps(hours: Hours): readonly RhythmSign[] {
  const silences = hours.flatMap(([at], index) => {
    const before = hours[index - 1]?.[0];
    return before === undefined || at - before <= 1 ? [] : [{ from: before + 1, length: at - before - 1 }];
  });
  const lengths = silences.map(({ length }) => length).sort((a, b) => b - a);
  const weeks = ((hours.at(-1)?.[0] ?? 0) - (hours[0]?.[0] ?? 0)) / 168;
  const place = Math.max(2, Math.floor(weeks / 2) + 1);
  const usual = lengths[place - 1] ?? 0;
  const least = Math.max(shortestGap, gapMultiple * usual);
  return silences
    .filter(({ length }) => length >= least)
    .map(({ from, length }) => ({
      kind: 'gap' as const,
      from: String(BigInt(from) * hour),
      until: String(BigInt(from + length) * hour),
      because: `nothing is recorded for ${counted(length)} hours; ${place === 2 ? 'its next longest silence is' : `number ${place} of its silences by length is`} ${usual === 0 ? 'under 1 hour' : `${counted(usual)} ${usual === 1 ? 'hour' : 'hours'}`}`,
      records: 0,
    }));
}

function bursts(hours: Hours): readonly RhythmSign[] {
  const counts = hours.map(([, records]) => records).sort((a, b) => a - b);
  const median = counts[Math.ceil(counts.length / 2) - 1] ?? 0;
  const least = Math.max(fewestInBurst, burstMultiple * median);
  const found: { from: number; until: number; most: number; records: number }[] = [];
  for (const [at, records] of hours) {
    if (records < least) continue;
    const last = found.at(-1);
    if (last?.until === at) Object.assign(last, { until: at + 1, most: Math.max(last.most, records), records: last.records + records });
    else found.push({ from: at, until: at + 1, most: records, records });
  }
  return found.map(({ from, until, most, records }) => ({
    kind: 'burst',
    from: String(BigInt(from) * hour),
    until: String(BigInt(until) * hour),
    because: `up to ${counted(most)} records in an hour, ${tenths(most / median)} times the ${counted(median)} of its median hour`,
    records,
  }));
}

function tenths(value: number): string {
  return (Math.floor(value * 10) / 10).toFixed(1);
}
