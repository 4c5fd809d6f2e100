import { formatInstant } from '#shared/time.ts';

/** A deadline to the minute in a named zone, whatever zone the window shows: `2026-11-23 16:40 +01:00`. Seconds only where there are any. */
export function instantIn(ns: string, zone: string): string {
  const { date, time, offset } = formatInstant(ns, { zone, digits: 0 });
  const clock = time.endsWith(':00') ? time.slice(0, 5) : time;
  return offset === 'Z' ? `${date} ${clock}Z` : `${date} ${clock} ${offset}`;
}
