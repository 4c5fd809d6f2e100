import type { RecordRef, StageKind, StageValue } from './lineage.ts';
import type { RunRow } from './run.ts';

/** Two runs beside each other, stage by stage and value by value. No logic. */

/** `of its own`: ids and times that every run has for itself; they stand beside each other, and that they differ says nothing. */
export const pairVerdicts = ['different', 'only in A', 'only in B', 'not comparable', 'of its own', 'same'] as const;
export type PairVerdict = (typeof pairVerdicts)[number];

/** One member of a value that is an object or a list, where the two sides differ. */
export interface PairedMember {
  /** RFC 6901; entries of a list that name themselves go by that name, others by their place. */
  readonly pointer: string;
  /** As text; null: this side has no such member. */
  readonly a: string | null;
  readonly b: string | null;
  /** A side was redacted or hashed before the export: whether they differ is not known. */
  readonly withheld: boolean;
}

export interface PairedValue {
  readonly name: string;
  /** null: no record of this run gives it. */
  readonly a: StageValue | null;
  readonly b: StageValue | null;
  readonly verdict: PairVerdict;
  /** What decided it where the values alone do not show it. */
  readonly why: string | null;
  /** Of two objects or lists that differ: where. */
  readonly members: readonly PairedMember[];
  /** Differing members that are not listed. */
  readonly moreMembers: number;
}

export interface PairedStage {
  /** null: what concerns the run as a whole. */
  readonly kind: StageKind | null;
  /** 1 for the first of its kind: the second execution of one run stands beside the second of the other, by nothing but their order. */
  readonly place: number;
  readonly a: PairedSide | null;
  readonly b: PairedSide | null;
  readonly values: readonly PairedValue[];
}

/** The stage in one of the runs; null: it has none of that place. */
export interface PairedSide {
  readonly id: string;
  readonly present: boolean;
  readonly title: string;
  /** Nanoseconds as decimal text; null: not recorded. */
  readonly at: string | null;
  /** Nanoseconds after the run's recorded start, negative before it; null where either is not recorded. */
  readonly afterStart: string | null;
}

export interface PairedRun {
  readonly run: RunRow;
  readonly records: readonly RecordRef[];
}

export interface RunPair {
  readonly a: PairedRun;
  readonly b: PairedRun;
  readonly stages: readonly PairedStage[];
}
