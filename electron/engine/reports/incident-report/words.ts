import type { CurvePoint } from '#shared/model/incident.ts';
import type { FrozenFigure } from '#shared/model/figure.ts';
import { basisText, figureText } from '#shared/model/figure-text.ts';
import { formatInstant, instantText } from '#shared/time.ts';
import { mono, plain, say, type FigureRow, type Words } from '../document.ts';

/** An instant in UTC, and in the zone of the incident beside it where that is another. */
export function timeWords(ns: string | null, zone: string, missing = 'no time recorded'): Words {
  if (ns === null) return plain(missing);
  const utc = instantText(ns);
  return zone === 'UTC' || zone === 'Z' ? say`${mono(utc)}` : say`${mono(utc)} (${mono(localText(ns, zone))})`;
}

export function localText(ns: string, zone: string): string {
  const { date, time, offset } = formatInstant(ns, { zone, digits: 0 });
  return `${date} ${time} ${offset}`;
}

/** `2 d 3 h 12 min`; below a minute in seconds. Nanoseconds in. */
export function durationWords(ns: string): string {
  const seconds = BigInt(ns) / 1_000_000_000n;
  const positive = seconds < 0n ? -seconds : seconds;
  const [days, hours, minutes] = [positive / 86_400n, (positive % 86_400n) / 3600n, (positive % 3600n) / 60n];
  const parts = [days > 0n ? `${days} d` : '', hours > 0n ? `${hours} h` : '', minutes > 0n && days === 0n ? `${minutes} min` : '', positive < 60n ? `${positive} s` : ''].filter((part) => part !== '');
  return `${seconds < 0n ? '−' : ''}${parts.join(' ')}`;
}

/** DORA, ITS (EU) 2025/302 Annex II, 3.15: DD:HH:MM. */
export function dayHourMinute(ns: string): string {
  const minutes = BigInt(ns) / 60_000_000_000n;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  return `${two(minutes / 1440n)}:${two((minutes % 1440n) / 60n)}:${two(minutes % 60n)}`;
}

/** Digits before the point in groups; the rest as it is. */
export function grouped(decimal: string): string {
  const [whole = '', ...rest] = decimal.split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/gu, '\u202f'), ...rest].join('.');
}

export function figureValue(figure: FrozenFigure): string {
  const unit = /^[A-Z]{3}$/u.test(figure.unit) ? ` ${figure.unit}` : '';
  const value = `${figureText(figure, grouped)}${figure.value === null ? '' : unit}`;
  return figure.denominator === null || figure.value === null ? value : `${value}, of ${grouped(figure.denominator.value)} ${figure.denominator.of}`;
}

export function figureRow(figure: FrozenFigure): FigureRow {
  const { id, title, query, data, why } = figure;
  return { id, label: title, value: figureValue(figure), basis: basisText(figure) === 'lower and upper bound' ? 'bounds' : figure.basis, query: `${query}#${id}`, sha256: data.hash, because: plain(why.join('; ')) };
}

export function countsBy<T>(items: readonly T[], of: (item: T) => string): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function runsWords(count: number): string {
  return `${grouped(String(count))} ${count === 1 ? 'run' : 'runs'}`;
}

/** `3 runs of 2 people, 40.50 EUR`. */
export function owedWords({ owed, people, withoutPerson, runs }: CurvePoint): string {
  if (runs === 0) return 'nothing is owed';
  const who = `${runsWords(runs)} of ${people} ${people === 1 ? 'person' : 'people'}${withoutPerson === 0 ? '' : ` and ${runsWords(withoutPerson)} without a recorded person`}`;
  return `${who}, ${owed.map(({ currency, sum }) => `${grouped(sum)} ${currency ?? '(currency not recorded)'}`).join(', ')} still owed`;
}
