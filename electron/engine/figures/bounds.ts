import type { FigureReading } from '#shared/model/figure.ts';
import { addDecimals, compareDecimals } from './decimal.ts';

/**
 * The basis of a figure (investigation.md, section 5). `In`: every field of what is asked is recorded, and it holds. `Maybe`: no
 * recorded field contradicts, at least one is absent, inferred, redacted or kept as a hash. What is certain is counted over `In`,
 * what is possible over both. `doubts` say what may be missing from the evidence itself (a gap, rejected records): then nothing
 * bounds the figure from above.
 */
export type Bounded = Omit<FigureReading, 'unit'> & { readonly why: readonly string[] };

export function bounded(lower: string, upper: string | null, doubts: readonly string[], why: readonly string[] = []): Bounded {
  if (doubts.length > 0 || upper === null) return { value: lower, upper: null, basis: 'lower bound', why: [...why, ...doubts] };
  if (compareDecimals(lower, upper) === 0) return { value: lower, upper: lower, basis: 'exact', why };
  return { value: lower, upper, basis: 'lower bound', why };
}

export function unknown(why: readonly string[]): Bounded {
  return { value: null, upper: null, basis: 'unknown', why };
}

/** Runs, or whatever is one each. */
export function countBounds({ certain, possible }: { readonly certain: number; readonly possible: number }, doubts: readonly string[], why: readonly string[] = []): Bounded {
  return bounded(String(certain), String(certain + possible), doubts, why);
}

/** Ids kept as hashes. */
export interface HashedIds {
  /** Distinct hashes among the certain, and among certain and possible together. */
  readonly certain: number;
  readonly all: number;
  /** Runs that keep a hash where an id would stand. */
  readonly runs: number;
  /** How each source concerned made them; null: it does not say. */
  readonly made: readonly ({ readonly algorithm: string; readonly salt: string } | null)[];
}

/** One hash is one id only where algorithm and salt are known and the same in every source concerned. */
export function hashesAreComparable({ made }: Pick<HashedIds, 'made'>): boolean {
  const [first] = made;
  if (first === undefined || first === null) return false;
  return made.every((one) => one !== null && one.algorithm === first.algorithm && one.salt === first.salt);
}

export interface DistinctCounts {
  /** Distinct ids in `In`, and in `In` and `Maybe` together. */
  readonly certain: number;
  readonly all: number;
  /** Runs of both that name none: nobody in the lower bound, one more each in the upper. */
  readonly unnamed: number;
  readonly hashed: HashedIds | null;
}

/** People, records: an id counts once. A hashed id may be that of somebody named elsewhere, so it never adds to what is certain beside named ones. */
export function distinctBounds({ certain, all, unnamed, hashed }: DistinctCounts, doubts: readonly string[], why: readonly string[] = []): Bounded {
  if (hashed === null || hashed.runs === 0) return bounded(String(certain), String(all + unnamed), doubts, why);
  if (!hashesAreComparable(hashed)) return bounded(String(certain), String(all + unnamed + hashed.runs), doubts, why);
  return bounded(String(Math.max(certain, hashed.certain)), String(all + unnamed + hashed.all), doubts, why);
}

export interface MoneySums {
  /** Decimal text, one currency. Over `In`. */
  readonly certain: string;
  /** Over `Maybe`: what can only add, and what can only take away. */
  readonly possibleAbove: string;
  readonly possibleBelow: string;
  /** Runs whose amount, or whose currency, no record states: they bound nothing. */
  readonly withoutAmount: number;
}

/** A sum of one currency. A run of unknown amount could add anything. */
export function moneyBounds({ certain, possibleAbove, possibleBelow, withoutAmount }: MoneySums, doubts: readonly string[], why: readonly string[] = []): Bounded {
  const lower = addDecimals(certain, possibleBelow);
  return bounded(lower, withoutAmount > 0 ? null : addDecimals(certain, possibleAbove), doubts, why);
}
