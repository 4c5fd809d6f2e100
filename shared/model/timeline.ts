import type { UnplacedReason } from '../time-axis.ts';
import type { TimeUnit } from '../time-bins.ts';
import type { VersionKind } from './version.ts';

/** What lanes may stand for. `stage`: when each stage of a run happened; the others: when the run began. */
export const laneKinds = ['stage', 'agent', 'action', 'source', 'approval'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** Runs that cannot stand on the axis, by reason. Every reason, also those of none. */
export type UnplacedCounts = readonly { readonly reason: UnplacedReason; readonly count: number }[];

export interface TimelineHistogram {
  /** From the first to behind the last run of the case that can stand on the axis, whatever the search; null: none can. */
  readonly axis: { readonly from: string; readonly until: string } | null;
  readonly unit: TimeUnit;
  /** One more than there are bins; bin i is [edges[i], edges[i + 1]). Nanoseconds since 1970. */
  readonly edges: readonly string[];
  /** Runs that match the search, a number a bin. */
  readonly matching: readonly number[];
  /** Runs of the case, whatever the search. */
  readonly all: readonly number[];
  /** Matching runs of the whole axis, and of the case; unplaced ones included. */
  readonly total: { readonly matching: number; readonly all: number };
  readonly unplaced: UnplacedCounts;
  /** Of the matching ones and of all. */
  readonly unplacedTotal: { readonly matching: number; readonly all: number };
  /** Where the numbers come from. */
  readonly counted: 'roll-up' | 'runs';
}

export interface TimelineLane {
  /** As a search term has it, its value null where nothing is recorded; null where no term names it. */
  readonly term: { readonly field: string; readonly value: string | null } | null;
  readonly label: string;
  /** Of lanes by stage. */
  readonly stage?: 'trigger' | 'output' | 'decision' | 'execution' | 'outcome' | 'recovery' | 'dispute';
  /** [bin, runs], bins without runs left out. */
  readonly bins: readonly (readonly [bin: number, runs: number])[];
  readonly inWindow: number;
  /** Matching runs of the lane that cannot stand on the axis: by reason, none left out. */
  readonly unplaced: number;
}

export interface TimelineLanes {
  readonly by: LaneKind;
  readonly edges: readonly string[];
  readonly lanes: readonly TimelineLane[];
  /** Lanes beyond those listed, and their runs in the window. */
  readonly more: { readonly lanes: number; readonly runs: number };
  /** Why numbers are not what they will be; null: they are. */
  readonly unfinished: string | null;
}

/** The first instant of a version, as a flag on the axis. */
export interface VersionMark {
  readonly id: string;
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string;
  /** The version of the same name before it; null: none is known. */
  readonly previous: string | null;
  readonly at: string;
  readonly basis: 'registry' | 'first use';
  /** The version was in force before, and is again. */
  readonly again: boolean;
  readonly changelog: string | null;
  readonly firstUse: string | null;
  readonly runs: number | null;
}

/** Two versions of one name in use or in force at once. */
export interface VersionOverlap {
  readonly kind: VersionKind;
  readonly name: string;
  readonly versions: readonly [string, string];
  readonly from: string;
  /** Excluded; null: no end is known. */
  readonly until: string | null;
  readonly basis: 'registry' | 'first use';
}

export interface TimelineMarks {
  readonly versions: readonly VersionMark[];
  readonly overlaps: readonly VersionOverlap[];
}

/** A silence or a burst of one source, with the rule that makes it one. */
export interface RhythmSign {
  readonly kind: 'gap' | 'burst';
  readonly from: string;
  readonly until: string;
  /** Completes "…, because …". */
  readonly because: string;
  readonly records: number;
}

export interface SourceRhythm {
  readonly sourceKey: number;
  readonly name: string;
  /** Records by hour that stand on the axis, [hour since 1970, records]. */
  readonly hours: readonly (readonly [number, number])[];
  readonly signs: readonly RhythmSign[];
  /** Records without a time that can stand on the axis. */
  readonly unplaced: number;
}

export interface TimelineCoverage {
  readonly sources: readonly SourceRhythm[];
  /** Silences of all sources together. */
  readonly together: readonly RhythmSign[];
  readonly rule: string;
}

export interface ChangeRate {
  readonly id: 'failed' | 'rejected' | 'override' | 'automatic' | 'no-approval';
  readonly title: string;
  readonly before: RateSide;
  readonly after: RateSide;
}

export interface RateSide {
  readonly k: number;
  readonly n: number;
  /** Wilson 95 %; null where there is no run. */
  readonly interval: readonly [number, number] | null;
}

export interface ChangeSpread {
  readonly id: 'amount' | 'score' | 'latency';
  readonly title: string;
  /** `EUR`, a scale, `ms`; empty: none. */
  readonly unit: string;
  readonly before: SpreadSide;
  readonly after: SpreadSide;
}

/** Quartiles are recorded values: of an even number the lower of the two in the middle. */
export interface SpreadSide {
  readonly n: number;
  readonly quartiles: readonly [string, string, string] | null;
}

/** The runs of one action type and environment around an instant. */
export interface ChangeScope {
  readonly action: string | null;
  readonly environment: string | null;
  readonly before: number;
  readonly after: number;
}

export interface TimelineChange {
  readonly at: string;
  readonly days: number;
  readonly scope: ChangeScope | null;
  /** Every action type and environment with runs on either side, most runs first. */
  readonly scopes: readonly ChangeScope[];
  readonly rates: readonly ChangeRate[];
  readonly spreads: readonly ChangeSpread[];
  /** What a reader must know before comparing: small numbers, other changes, another mix of weekdays, evidence that ends. */
  readonly notes: readonly string[];
  /** Other versions that begin within the window. */
  readonly others: readonly VersionMark[];
  /** Why numbers are missing that will be there later; null: none. */
  readonly unfinished: string | null;
}
