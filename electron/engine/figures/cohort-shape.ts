import type { ApprovalClass, OutcomeStatus } from '#shared/model/run.ts';
import type { ExecutedState, RecoveryState } from '#shared/search/search.ts';

/** Runs of a cohort that are alike in everything figures split by, counted and summed. Amounts are decimal text. */
export interface CohortShape {
  readonly side: 'certain' | 'possible' | 'apart';
  readonly action: string | null;
  readonly approval: ApprovalClass;
  readonly outcome: OutcomeStatus;
  /** Of runs apart only. */
  readonly environment: string | null;
  readonly system: string | null;
  readonly country: string | null;
  /** null: the survey has not seen these runs. */
  readonly executed: ExecutedState | null;
  readonly recovery: RecoveryState | null;
  /** Of what was executed. */
  readonly currency: string | null;
  readonly recoveredCurrency: string | null;
  readonly runs: number;
  /** Runs whose executed amount no record states, or only an inference. */
  readonly withoutAmount: number;
  /** Runs that executed more than once: sums have their first amount. */
  readonly repeated: number;
  /** Sum of the positive and of the negative executed amounts. */
  readonly paid: string;
  readonly paidBack: string;
  /** Confirmed recoveries. */
  readonly recovered: string;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Runs that may belong and lack something at one part of the cause. `hidden`: redacted or kept as a hash. */
export interface PartGap {
  readonly runs: number;
  readonly inferred: number;
  readonly hidden: number;
}

/** Distinct ids of one kind in a cohort, see bounds.ts. */
export interface CohortDistinct {
  /** `customer`, `invoice`; `target record` for records of target systems. */
  readonly kind: string;
  readonly certain: number;
  readonly all: number;
  readonly certainExecuted: number;
  readonly allExecuted: number;
}

/** Runs that name no subject at all: by whom they are about, nothing can be said. */
export interface CohortUnnamed {
  readonly subjects: number;
  readonly subjectsExecuted: number;
  /** Of those, runs that keep a hash where a subject would stand. */
  readonly hashedSubjects: number;
  readonly hashedSubjectsExecuted: number;
  readonly records: number;
  readonly recordsExecuted: number;
}
