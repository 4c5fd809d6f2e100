import type { Figure, FigureDenominator } from '#shared/model/figure.ts';
import { bounded, countBounds, distinctBounds, moneyBounds, unknown, type Bounded } from './bounds.ts';
import { together, type CohortSearches } from './cohort-searches.ts';
import type { CohortDistinct, CohortShape, CohortUnnamed } from './cohort-shape.ts';
import { addDecimals } from './decimal.ts';
import { makeFigure, type FigureOrigin } from './figure-maker.ts';

/** A condition over the runs of a cohort, as search text and over their shapes. */
export interface Condition {
  readonly holds: string;
  /** Nothing recorded decides it; empty: something always does. */
  readonly open: string;
  readonly is: (shape: CohortShape) => 'holds' | 'open' | 'out';
}

export interface CohortCounts {
  readonly searches: CohortSearches;
  readonly shapes: readonly CohortShape[];
  readonly origin: FigureOrigin;
  readonly doubts: readonly string[];
  /** Why runs may belong to the cohort at all. */
  readonly whyMaybe: readonly string[];
}

/** Runs that meet a condition, and the two searches that list exactly them. */
export function runFigure(counts: CohortCounts, id: string, title: string, condition: Condition, denominator: FigureDenominator | null, open: string): Figure {
  const { shapes, doubts, origin } = counts;
  const sum = (side: CohortShape['side'], is: 'holds' | 'open'): number => total(shapes.filter((shape) => shape.side === side && condition.is(shape) === is), ({ runs }) => runs);
  const undecided = sum('certain', 'open');
  const maybe = sum('possible', 'holds') + sum('possible', 'open');
  const why = [...(maybe > 0 ? counts.whyMaybe : []), ...(undecided > 0 ? [`${runsText(undecided)} of the cohort ${undecided === 1 ? 'says' : 'say'} nothing ${open}`] : [])];
  return makeFigure(origin, { id, title, unit: 'runs', bounds: countBounds({ certain: sum('certain', 'holds'), possible: undecided + maybe }, doubts, why), denominator, ...conditionSearches(counts.searches, condition) });
}

export function conditionSearches({ certain, possible }: Pick<CohortSearches, 'certain' | 'possible'>, { holds, open }: Pick<Condition, 'holds' | 'open'>): { readonly where: string; readonly maybeWhere: string } {
  const where = together([certain, holds]);
  if (open === '') return { where, maybeWhere: together([possible, holds]) };
  return { where, maybeWhere: `(${together([certain, open])}) OR (${possible} (${holds} OR ${open}))` };
}

export function distinctFigures(counts: CohortCounts, { kind, ...of }: CohortDistinct, unnamed: CohortUnnamed, executed: Condition): readonly Figure[] {
  const record = kind === 'target record';
  const nobody = (ofExecuted: boolean): number => (record ? (ofExecuted ? unnamed.recordsExecuted : unnamed.records) : ofExecuted ? unnamed.subjectsExecuted : unnamed.subjects);
  const hashed = (ofExecuted: boolean): number => (record ? 0 : ofExecuted ? unnamed.hashedSubjectsExecuted : unnamed.hashedSubjects);
  const one = (ofExecuted: boolean): Figure => {
    const [certain, all] = ofExecuted ? [of.certainExecuted, of.allExecuted] : [of.certain, of.all];
    const hashes = hashed(ofExecuted);
    const without = nobody(ofExecuted) - hashes;
    const why = [
      ...(all > certain ? counts.whyMaybe : []),
      ...(without > 0 ? [`${runsText(without)} name${without === 1 ? 's' : ''} no ${record ? 'record of a target system' : 'subject'}: one more each in the upper bound`] : []),
      ...(hashes > 0 ? [`${runsText(hashes)} keep${hashes === 1 ? 's' : ''} a hash in place of the subject, and no source says how it was made`] : []),
    ];
    const bounds = distinctBounds({ certain, all, unnamed: without, hashed: hashes === 0 ? null : { certain: 0, all: 0, runs: hashes, made: [null] } }, counts.doubts, why);
    const searches = ofExecuted ? conditionSearches(counts.searches, { ...executed, open: '' }) : { where: counts.searches.certain, maybeWhere: counts.searches.possible };
    return makeFigure(counts.origin, {
      id: `distinct:${kind}${ofExecuted ? ':executed' : ''}`, title: `${capital(pluralOf(kind))}${ofExecuted ? ' of executed runs' : ' named'}`, unit: pluralOf(kind), bounds,
      denominator: { value: String(total(counts.shapes.filter((shape) => shape.side === 'certain' && (!ofExecuted || executed.is(shape) === 'holds')), ({ runs }) => runs)), of: ofExecuted ? 'executed runs' : 'runs of the cohort' },
      ...searches,
    });
  };
  return of.certainExecuted === of.certain && of.allExecuted === of.all ? [one(true)] : [one(false), one(true)];
}

export interface MoneyAsked {
  readonly id: string;
  readonly title: string;
  readonly currency: string | null;
  readonly condition: Condition;
  /** Of one shape: what it adds, above and below zero, decimal text. */
  readonly amounts: (shape: CohortShape) => readonly [above: string, below: string];
  /** Where the currency of `amounts` stands. */
  readonly currencyOf: (shape: CohortShape) => string | null;
  /** Runs of it that state no amount. */
  readonly withoutAmount: (shape: CohortShape) => number;
  readonly why?: readonly string[];
}

export function moneyFigure(counts: CohortCounts, { id, title, currency, condition, amounts, currencyOf, withoutAmount, why = [] }: MoneyAsked): Figure {
  const met = (side: CohortShape['side'], ...is: readonly string[]): readonly CohortShape[] => counts.shapes.filter((shape) => shape.side === side && is.includes(condition.is(shape)));
  const ofCurrency = (shape: CohortShape): boolean => currencyOf(shape) === currency;
  const certain = met('certain', 'holds').filter(ofCurrency);
  const open = [...met('certain', 'open'), ...met('possible', 'holds', 'open')];
  const possible = open.filter(ofCurrency);
  const all = [...met('certain', 'holds'), ...open];
  const without = total(all.filter((shape) => currencyOf(shape) === currency || currencyOf(shape) === null), withoutAmount);
  const withoutCurrency = currency === null ? 0 : total(all.filter((shape) => currencyOf(shape) === null), (shape) => shape.runs - withoutAmount(shape));
  const repeated = total(all.filter(ofCurrency), (shape) => shape.repeated);
  const bounds: Bounded = moneyBounds(
    {
      certain: certain.reduce((sum, shape) => addDecimals(sum, addDecimals(...amounts(shape))), '0'),
      possibleAbove: possible.reduce((sum, shape) => addDecimals(sum, amounts(shape)[0]), '0'),
      possibleBelow: possible.reduce((sum, shape) => addDecimals(sum, amounts(shape)[1]), '0'),
      withoutAmount: without + withoutCurrency + repeated,
    },
    counts.doubts,
    [
      ...why,
      ...(possible.some(({ side }) => side === 'possible') ? counts.whyMaybe : []),
      ...(without > 0 ? [`${runsText(without)} state${without === 1 ? 's' : ''} no such amount`] : []),
      ...(withoutCurrency > 0 ? [`${runsText(withoutCurrency)} state${withoutCurrency === 1 ? 's' : ''} an amount without a currency`] : []),
      ...(repeated > 0 ? [`${runsText(repeated)} executed more than once: the sum has the first amount of each`] : []),
    ],
  );
  const runs = total(certain, (shape) => shape.runs);
  return makeFigure(counts.origin, { id: `${id}:${currency ?? ''}`, title, unit: currency ?? 'currency not recorded', bounds, denominator: { value: String(runs), of: 'runs it sums' } });
}

/** Values of one member, most frequent first; runs that say nothing of it are one more each in the upper bound. */
export function valuesFigure(counts: CohortCounts, id: string, title: string, unit: string, valueOf: (shape: CohortShape) => string | null, silence: string): Figure {
  const distinct = (sides: readonly CohortShape['side'][]): number => new Set(counts.shapes.filter(({ side }) => sides.includes(side)).map(valueOf).filter((value) => value !== null)).size;
  const silent = total(counts.shapes.filter((shape) => shape.side !== 'apart' && valueOf(shape) === null), ({ runs }) => runs);
  const [certain, all] = [distinct(['certain']), distinct(['certain', 'possible'])];
  if (all === 0) return makeFigure(counts.origin, { id, title, unit, bounds: unknown([`no run of the cohort records a ${silence}`]) });
  const why = [...(all > certain ? counts.whyMaybe : []), ...(silent > 0 ? [`${runsText(silent)} record${silent === 1 ? 's' : ''} no ${silence}`] : [])];
  return makeFigure(counts.origin, { id, title, unit, bounds: bounded(String(certain), String(all + silent), counts.doubts, why), where: counts.searches.certain, maybeWhere: counts.searches.possible });
}

export function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

export function runsText(count: number): string {
  return `${String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, '\u202f')} ${count === 1 ? 'run' : 'runs'}`;
}

function pluralOf(kind: string): string {
  if (kind.endsWith('s') || kind === '') return kind === '' ? 'subjects of no kind' : kind;
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
