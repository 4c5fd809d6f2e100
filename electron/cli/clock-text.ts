import type { ClockReading } from '#shared/model/clock.ts';
import { formatInstant, instantText } from '#shared/time.ts';
import { printable, textTable } from './text-table.ts';

/** One line a clock, and what it says of itself below: strict deadline in UTC and in the incident's zone. */
export function clocksText(clocks: readonly ClockReading[], zone: string): string {
  if (clocks.length === 0) return 'No regime is chosen: no clock is counted.\n';
  const rows = clocks.map((clock) => [clock.id, clock.article, stateText(clock), clock.due === null ? (clock.dueUnknown ?? 'none') : instantText(clock.due), clock.due === null ? '' : localText(clock.due, zone), clock.start === null ? '' : `${clock.start.what}, journal ${clock.start.seq}`, clock.limit]);
  const notes = clocks.flatMap(({ id, notes: all, earlierDues }) => [
    ...earlierDues.map(({ due, movedBy, who, why }) => `  ${id}: was due ${instantText(due)}, moved by ${printable(who)}, journal ${movedBy}: ${printable(why)}`),
    ...all.filter(({ kind }) => kind !== 'care').map(({ text }) => `  ${id}: ${text}`),
  ]);
  return `${textTable(['clock', 'article', 'state', 'due, UTC', `due, ${zone}`, 'counts from', 'limit'], rows)}${notes.length === 0 ? '' : `\nNotes, never the number\n${notes.join('\n')}\n`}\nEvery line: candidate, confirm with counsel.\n`;
}

export function durationText(ns: string): string {
  const minutes = BigInt(ns) / 60_000_000_000n;
  const [hours, rest] = [minutes / 60n, minutes % 60n];
  return hours >= 48n ? `${hours / 24n} d ${hours % 24n} h` : `${hours} h ${rest} min`;
}

function stateText({ state }: ClockReading): string {
  switch (state.name) {
    case 'not started':
      return `not started, waits for ${state.waitsFor}`;
    case 'met':
      return state.early === null ? 'met' : `met, ${durationText(state.early)} early`;
    case 'late':
      return `late by ${durationText(state.by)}${state.submission === null ? ', not submitted' : ''}`;
    default:
      return state.name;
  }
}

function localText(ns: string, zone: string): string {
  const { date, time, offset } = formatInstant(ns, { zone, digits: 0 });
  return `${date} ${time.slice(0, 5)} ${offset}`;
}
