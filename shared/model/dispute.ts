import type { SurveyState } from './survey.ts';

/** Why a person disputes a decision; `weak` and `strong` say how much such a reason carries, not who is right. */
export const disputeClasses = ['territory mismatch', 'capacity imbalance', 'preference', 'other'] as const;
export type DisputeClass = (typeof disputeClasses)[number];

export const disputeWeights: Readonly<Record<DisputeClass, 'strong' | 'weak' | 'not weighted'>> = { 'territory mismatch': 'strong', 'capacity imbalance': 'not weighted', preference: 'weak', other: 'not weighted' };

export const disputeOutcomes = ['upheld', 'denied'] as const;
export type DisputeOutcome = (typeof disputeOutcomes)[number];

/** What must follow a decision, and what was found to. */
export const disputeConsequences = ['model inputs flagged for review', 'territory map corrected', 'none needed: rule and map correct'] as const;
export type DisputeConsequence = (typeof disputeConsequences)[number];

/** Of the 48 hours from filing to decision. `not known`: one of the instants is not recorded. */
export const disputeClockStates = ['open', 'overdue', 'decided in time', 'decided late', 'not known'] as const;
export type DisputeClockState = (typeof disputeClockStates)[number];

export interface DisputeClock {
  readonly state: DisputeClockState;
  /** Filed + 48 h; null: the filing is not recorded. */
  readonly dueAt: string | null;
  /** What an undecided one was held against: the computer's clock for disputes filed here, the latest recorded instant of the case for recorded ones. */
  readonly asOf: string | null;
}

/** A dispute, recorded in evidence or filed in the application. Times are nanoseconds as decimal text. */
export interface Dispute {
  /** `D-7` by its journal entry for one filed here; for a recorded one `run:` and the run. */
  readonly id: string;
  readonly basis: 'recorded' | 'filed here';
  /** As recorded: `DSP-013`; null: none is recorded. */
  readonly externalId: string | null;
  readonly run: string | null;
  readonly runName: string | null;
  readonly subject: string | null;
  /** As recorded where recorded: another word than ours stays as it is. */
  readonly reasonClass: string | null;
  readonly reason: string | null;
  readonly filedBy: string | null;
  readonly filedAt: string | null;
  readonly outcome: string | null;
  readonly rationale: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly escalatedTo: string | null;
  /** Noted here, in order. */
  readonly consequences: readonly { readonly what: DisputeConsequence; readonly note: string; readonly by: string; readonly at: string; readonly journalSeq: number }[];
  /** What the decision asks to be noted and nobody has. null: nothing, or it is undecided. */
  readonly consequenceDue: string | null;
  readonly clock: DisputeClock;
  /** Nothing but the dispute is recorded of the run it names. */
  readonly unlinked: boolean;
  readonly journalSeq: number | null;
}

export interface DisputeCounts {
  readonly all: number;
  readonly byClock: Readonly<Record<DisputeClockState, number>>;
  readonly byClass: readonly { readonly reasonClass: string | null; readonly all: number; readonly upheld: number; readonly denied: number; readonly undecided: number; readonly otherwise: number }[];
}

export interface Disputes {
  readonly survey: SurveyState;
  /** Recorded ones are missing until the survey is whole. Overdue first, then open, then the latest decided. */
  readonly disputes: readonly Dispute[];
  readonly counts: DisputeCounts;
  /** Recorded disputes beyond those read. */
  readonly more: number;
  /** Journal entries about disputes that this build cannot read. */
  readonly unread: number;
  readonly undo: string | null;
  readonly redo: string | null;
}
