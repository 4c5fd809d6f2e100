import type { JsonObject } from '../json.ts';

/** On what a figure rests (reporting.md, section 7). *Estimate* is only ever stated by a person, with a method. */
export const figureBases = ['exact', 'lower bound', 'upper bound', 'estimate', 'unknown'] as const;
export type FigureBasis = (typeof figureBases)[number];

/** A number and everything needed to believe it, doubt it, or work it out again. Never shown without its basis. */
export interface Figure {
  /** Stable within its query: `runs`, `subjects:customer`, `gross:EUR`. */
  readonly id: string;
  readonly title: string;
  /** Decimal text. Of a *lower bound*: what is certain. null: unknown. */
  readonly value: string | null;
  /** Of a *lower bound*: the largest it can be by this evidence; null: no upper bound is known. Of any other basis the same as `value`. */
  readonly upper: string | null;
  /** `runs`, `customers`, or an ISO 4217 code as recorded. */
  readonly unit: string;
  readonly basis: FigureBasis;
  /** "312 of 48 120 runs". null where nothing larger was counted. */
  readonly denominator: FigureDenominator | null;
  /** What makes it a bound, or unknown, in sentences without a full stop; what is left out of it, and how it was told. */
  readonly why: readonly string[];
  /** A search that lists exactly the runs `value` was counted from; null: none does. */
  readonly where: string | null;
  /** A search that lists exactly the runs that may belong beside those. */
  readonly maybeWhere: string | null;
  /** What answers it again: see `figures.rerun`. */
  readonly query: string;
  readonly parameters: JsonObject;
  readonly data: DataStamp;
}

export interface FigureDenominator {
  /** Decimal text. */
  readonly value: string;
  /** `runs of this case`. */
  readonly of: string;
}

/** What an answer was made from. Equal stamps and equal parameters: equal answers. SHA-256 in hex over RFC 8785 forms. */
export interface DataStamp {
  /** Over the three below. */
  readonly hash: string;
  /** The bytes: SHA-256 and size of every source. */
  readonly sources: string;
  /** How they were read: importer, layout, mapping and zone of every source, and the build. */
  readonly reading: string;
  /** The acts of people it depends on. */
  readonly acts: string;
}

/** A figure as an act, an incident or a report keeps it: enough to cite it and to work it out again. */
export type FrozenFigure = Omit<Figure, 'where' | 'maybeWhere'>;

export const rerunStates = ['same', 'changed', 'cannot be re-run'] as const;
export type RerunState = (typeof rerunStates)[number];

export interface RerunFigure {
  readonly id: string;
  readonly query: string;
  readonly state: RerunState;
  /** As kept, and as found now; null where nothing was found. */
  readonly expected: FigureReading;
  readonly found: FigureReading | null;
  /** The evidence, its reading or the acts are not those it was worked out from, or why it cannot be worked out. Empty: all as it was. */
  readonly why: readonly string[];
}

export type FigureReading = Pick<Figure, 'value' | 'upper' | 'unit' | 'basis'>;
