import type { RuleCondition, VersionEntry } from '#shared/model/version.ts';

/** `refund amount < 100 EUR and account age > 90 days → approve automatically`; null: the registry states no readable condition. */
export function conditionWords({ conditions, effect }: Pick<VersionEntry, 'conditions' | 'effect'>): string | null {
  if (conditions === null) return effect === null ? null : `→ ${effect}`;
  const all = conditions.map(oneCondition).join(' and ');
  return effect === null ? all : `${all} → ${effect}`;
}

function oneCondition({ quantity, operator, value, unit }: RuleCondition): string {
  return [quantity ?? 'quantity not readable', operator ?? 'compared otherwise with', value ?? 'value not readable', unit ?? ''].filter((part) => part !== '').join(' ');
}

/** Within the search of the case, since that is what was counted. */
export function within(where: string, term: string): string {
  return where.trim() === '' ? term : `(${where}) ${term}`;
}

export function endWords({ until, end }: VersionEntry): string | null {
  if (until !== null) return null;
  return end === 'open' ? 'still in force' : 'end not recorded';
}

/** The quarters of a span of time, newest first, as a search writes them. At most `most`. */
export function quartersOf(from: string, until: string, most: number): readonly { readonly title: string; readonly at: string }[] {
  const [first, last] = [quarterNumber(from), quarterNumber(until)];
  return Array.from({ length: Math.max(0, Math.min(most, last - first + 1)) }, (_, index) => {
    const number = last - index;
    const [year, quarter] = [Math.floor(number / 4), number % 4];
    const month = (n: number): string => `${year}-${String(n).padStart(2, '0')}`;
    return { title: `${year} Q${quarter + 1}`, at: `${month(quarter * 3 + 1)}..${month(quarter * 3 + 3)}` };
  });
}

function quarterNumber(ns: string): number {
  const date = new Date(Number(BigInt(ns) / 1_000_000n));
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}
