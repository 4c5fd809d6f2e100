import type { StatedInstant } from '#shared/model/clock.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { isImplausible, parseInstant } from '#shared/time.ts';
import { isKnownZone, placeLocal, zoneOffset } from '#shared/zones.ts';

/** Which of the two instants is meant where the clocks of a zone showed one time twice. */
export type Which = 'earlier' | 'later';

/**
 * Reads an instant as a person states it: with an offset, or on the wall clock of `zone`. A day alone counts from its start. A
 * time that existed twice counts as the earlier until `which` answers; one that did not exist is refused.
 */
export function readStatedInstant(text: string, zone: string, which: Which | null = null): Result<StatedInstant> {
  const typed = text.trim();
  if (!isUsableZone(zone)) return failed('unknown-zone', `${JSON.stringify(zone)} is no time zone known here.`, 'Name it as in Europe/Berlin, UTC or +02:00.');
  // Read as if the wall clock were UTC: what it says is wanted first, where that lies second.
  const read = parseInstant(typed, 'UTC');
  if (!read.ok) return failed('time-not-understood', read.reason, 'Write it as 2026-11-20 16:40, 2026-11-20T15:40:00Z, or 2026-11-20 alone if only the day is known.');
  if (!/^\d{4}-/.test(typed) || isImplausible(read.ns)) return failed('time-not-understood', `${JSON.stringify(typed)} is not a time an incident can have.`, 'Write it as 2026-11-20 16:40.');
  const precision = read.precision === 'day' || read.precision === 'minute' || read.precision === 'second' ? read.precision : 'finer';
  if (!read.zoneless) return ok({ text: typed, zone, ns: read.ns, precision, twice: 'no' });

  const fraction = BigInt(read.ns) % 1_000_000_000n;
  const local = Number(BigInt(read.ns) / 1_000_000_000n);
  const placed = placeLocal(zone, local);
  if (placed === null) return failed('unknown-zone', `${JSON.stringify(zone)} is no time zone known here.`);
  const at = (epochSeconds: number): string => (BigInt(epochSeconds) * 1_000_000_000n + fraction).toString();
  if (placed.kind === 'gap' && precision !== 'day') return failed('time-skipped', `${typed} did not exist in ${zone}: its clocks were put forward over it.`, 'Look the time up again, or state it with its offset, as in 2026-03-29T01:30:00Z.');
  if (placed.kind !== 'overlap') return ok({ text: typed, zone, ns: at(placed.epochSeconds), precision, twice: 'no' });
  const later = laterOf(zone, local, placed.offset);
  return ok({ text: typed, zone, ns: at(which === 'later' ? later : placed.epochSeconds), precision, twice: which ?? 'unanswered' });
}

/** `local` is the zone of whoever looks, and would count differently on another computer. */
export function isUsableZone(zone: string): boolean {
  return zone !== 'local' && isKnownZone(zone);
}

/** Clocks that show a time twice were put back: the second time round their offset is smaller. */
function laterOf(zone: string, local: number, earlierOffset: number): number {
  const first = local - earlierOffset;
  const offset = zoneOffset(zone, first + 86_400) ?? earlierOffset;
  return local - offset;
}
