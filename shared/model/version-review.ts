import type { SurveyState } from './survey.ts';
import type { RateSide } from './timeline.ts';

/** What runs can be grouped by that carries a version of its own in every run. */
export const ratedKinds = ['model', 'prompt', 'rule'] as const;
export type RatedKind = (typeof ratedKinds)[number];

export const versionRateIds = ['failed', 'no-approval', 'override', 'dispute', 'no-outcome'] as const;
export type VersionRateId = (typeof versionRateIds)[number];

export const versionRateTitles: Readonly<Record<VersionRateId, string>> = {
  failed: 'Outcome failed', 'no-approval': 'No approval recorded', override: 'Override recorded', dispute: 'Dispute recorded', 'no-outcome': 'No outcome recorded',
};

/** The runs that name one version, whatever the time. */
export interface VersionRates {
  readonly kind: RatedKind;
  readonly name: string;
  /** null: the runs name it without a version. */
  readonly version: string | null;
  readonly runs: number;
  readonly rates: Readonly<Record<VersionRateId, RateSide>>;
  /** Lists exactly these runs within the search; null: no search does. */
  readonly term: string | null;
}

/** Findings about runs that name a rule as what allowed them. */
export interface RuleFindings {
  readonly rule: string;
  readonly finding: string;
  readonly title: string;
  readonly runs: number;
}

export interface VersionReview {
  readonly survey: SurveyState;
  readonly matching: number;
  readonly total: number;
  /** null: the survey is not whole, and overrides and disputes are not known. */
  readonly rates: readonly VersionRates[] | null;
  /** Of the family *threshold rules*. */
  readonly findings: readonly RuleFindings[];
  /** Rules of findings that were not checked, and why. */
  readonly notChecked: readonly { readonly title: string; readonly why: string }[];
}
