import { parseSearch } from '#shared/search/parse-search.ts';
import { formatInstant } from '#shared/time.ts';
import { alternativesOf, withoutField } from '../../parts/search-terms.ts';
import type { Stretch } from './time-window.ts';

const units = [[86_400_000_000_000n, 10], [60_000_000_000n, 16], [1_000_000_000n, 19], [1_000_000n, 23], [1_000n, 26], [1n, 29]] as const;

/** `at:a..b` that a search reads back as exactly this stretch: both ends of a range are whole, so the last unit inside is named. */
export function atTerm({ from, until }: Stretch): string {
  const [unit, length] = units.find(([candidate]) => from % candidate === 0n && until % candidate === 0n) ?? [1n, 29];
  const written = (at: bigint): string => {
    const { date, time } = formatInstant(String(at), { zone: 'utc', digits: 9 });
    return length === 10 ? date : `${`${date}T${time}`.slice(0, length)}Z`;
  };
  const [first, last] = [written(from), written(until - unit)];
  return `at:${first === last ? first : `${first}..${last}`}`;
}

/** The search with this stretch in the place of whatever it asked of time; null: nothing is asked of it any more. */
export function withStretch(where: string, stretch: Stretch | null): string {
  const rest = withoutField(where, 'at');
  return stretch === null ? rest : `${rest} ${atTerm(stretch)}`.trim();
}

/** The stretch a search asks for by one plain `at:` term; null: none, or in a way that is no single stretch. */
export function stretchOf(where: string, axis: Stretch | null): Stretch | null {
  const [term, ...others] = alternativesOf(where, 'at');
  if (term === undefined || others.length > 0) return null;
  const parsed = parseSearch(term);
  if (!parsed.ok || parsed.search?.kind !== 'time' || parsed.search.field !== 'at') return null;
  const from = parsed.search.from ?? axis?.from ?? null;
  const until = parsed.search.until ?? axis?.until ?? null;
  return from === null || until === null || until <= from ? null : { from, until };
}

/** What the histogram counts: everything asked for but the time. */
export function withoutTime(where: string): string {
  return withoutField(where, 'at');
}
