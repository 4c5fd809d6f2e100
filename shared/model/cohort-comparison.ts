import type { SurveyState } from './survey.ts';
import type { RateSide, SpreadSide } from './timeline.ts';

/** One of two sets of runs that are set beside each other. */
export interface ComparedCohort {
  readonly where: string;
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export interface ComparedRate {
  readonly title: string;
  readonly a: RateSide;
  readonly b: RateSide;
  /** Share of b less share of a, with Newcombe's 95 % interval; null where a side has no run. */
  readonly difference: { readonly points: number; readonly interval: readonly [number, number] } | null;
  /** What lists the runs counted, together with the search of the side; null: no search says it. */
  readonly term: string | null;
  /** A sequence of stages, to be drawn. */
  readonly variant: string | null;
}

export const comparedSections = ['approval', 'outcome', 'course', 'findings', 'completeness', 'action', 'variants'] as const;
export type ComparedSectionId = (typeof comparedSections)[number];

export interface ComparedSection {
  readonly id: ComparedSectionId;
  readonly title: string;
  /** What the shares are of, and what is counted. */
  readonly note: string;
  readonly rates: readonly ComparedRate[];
  /** Further values on either side that are not listed. */
  readonly more: number;
}

export interface ComparedAmounts {
  /** null: an amount without a currency. */
  readonly currency: string | null;
  readonly a: SpreadSide;
  readonly b: SpreadSide;
}

export interface CohortComparison {
  readonly survey: SurveyState;
  /** Runs of the case. */
  readonly total: number;
  readonly a: ComparedCohort;
  readonly b: ComparedCohort;
  /** Runs in both. */
  readonly both: number;
  /** Those that need the survey are left out until it is whole. */
  readonly sections: readonly ComparedSection[];
  readonly amounts: readonly ComparedAmounts[];
  /** What a reader must know before comparing. */
  readonly notes: readonly string[];
}
