import type { TimelineHistogram } from '#shared/model/timeline.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { instantText } from '../../parts/instant-text.ts';
import type { Zone } from '../../state/app-state.ts';

/** `2026-03-17 14:38:22.104Z`, without what is zero at the end. */
export function momentText(at: string, zone: Zone): string {
  const text = instantText(at, zone);
  if (text === null) return at;
  const clock = text.time.endsWith('.000') ? text.time.slice(0, text.time.endsWith(':00.000') ? 5 : 8) : text.time;
  return `${text.date} ${clock}${text.offset}`;
}

/** `2026-03-17 14:00Z – 15:00Z`: the day once. */
export function stretchText(from: string, until: string, zone: Zone): string {
  const [start, end] = [momentText(from, zone), momentText(until, zone)];
  return start.slice(0, 10) === end.slice(0, 10) ? `${start} – ${end.slice(11)}` : `${start} – ${end}`;
}

/** A bar in words: its exact bounds and how many of how many. */
export function binWords({ edges, matching, all }: TimelineHistogram, bin: number, zone: Zone, filtered: boolean): string {
  const bounds = stretchText(edges[bin] ?? '0', edges[bin + 1] ?? '0', zone);
  const count = matching[bin] ?? 0;
  return filtered ? `${bounds} · ${countText(count)} of ${countedText(all[bin] ?? 0, 'run')}` : `${bounds} · ${countedText(count, 'run')}`;
}
