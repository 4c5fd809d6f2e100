import { instantText, type Zone } from '../../parts/instant-text.ts';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

const second = 1_000_000_000n;
const minute = 60n * second;
const hour = 60n * minute;
const day = 24n * hour;
const steps = [second, 5n * second, 15n * second, minute, 5n * minute, 15n * minute, hour, 3n * hour, 6n * hour, 12n * hour, day, 2n * day, 3n * day, 5n * day, 7n * day, 14n * day, 30n * day, 91n * day, 365n * day, 1826n * day];

/** At most `most` round places on the axis: days as `03-17`, within a day `14:00`, across years with the year. */
export function axisTicks(axis: { readonly from: bigint; readonly length: bigint }, zone: Zone, most: number): readonly Tick[] {
  if (axis.length <= 0n) return [];
  const step = steps.find((candidate) => axis.length / candidate < BigInt(most)) ?? axis.length;
  const ticks: Tick[] = [];
  const shift = zone === 'utc' ? 0n : localShift(axis.from);
  const first = ((axis.from + shift + step - 1n) / step) * step - shift;
  for (let at = first; at < axis.from + axis.length && ticks.length <= most; at += step) {
    const text = instantText(String(at), zone);
    if (text === null) continue;
    const shown = step < day ? text.time.slice(0, step < minute ? 8 : 5) : step >= 91n * day ? text.date.slice(0, 7) : text.date.slice(5);
    ticks.push({ at: Number(((at - axis.from) * 100_000n) / axis.length) / 100_000, text: shown });
  }
  return ticks;
}

function localShift(at: bigint): bigint {
  return BigInt(-new Date(Number(at / 1_000_000n)).getTimezoneOffset()) * minute;
}
