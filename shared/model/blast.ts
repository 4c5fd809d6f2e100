import type { Figure } from './figure.ts';
import type { RunRow } from './run.ts';
import type { VersionEntry } from './version.ts';

/** What a cohort can be put down to: chosen by the analyst, never by the program. */
export const causeKinds = ['model', 'prompt', 'rule', 'action', 'agent', 'approver', 'system'] as const;
export type CauseKind = (typeof causeKinds)[number];

export interface CausePart {
  readonly kind: CauseKind;
  readonly name: string;
  /** Of models and prompts; null for the others. */
  readonly version: string | null;
}

/** Nanoseconds as decimal text, [from, until); null: open. */
export interface BlastWindow {
  readonly from: string | null;
  readonly until: string | null;
}

/** The question, and with it the parameters of every figure that answers it. */
export interface BlastAsk {
  /** All must hold. Empty: whatever the search and the window say. */
  readonly cause: readonly CausePart[];
  /** Narrows the cohort further; a run it does not match is out. */
  readonly where: string;
  /** null: of all environments. */
  readonly environment: string | null;
  /** null: from the deployment of these versions to their rollback or replacement, as the case knows them. */
  readonly window: BlastWindow | null;
  /** Of a version deployed more than once: the deployment in force then. null: all of them. */
  readonly at: string | null;
}

/** What a blast radius can start from: a run, or what the person already asked for. */
export interface BlastStart {
  readonly run: RunRow | null;
  readonly parts: readonly StartPart[];
  /** The question it opens with. */
  readonly ask: BlastAsk;
}

export interface StartPart extends CausePart {
  readonly chosen: boolean;
  readonly deployments: readonly Pick<VersionEntry, 'from' | 'until' | 'end' | 'basis' | 'changelog'>[];
  /** Why it cannot be a cause: its version is a moving name. null: it can. */
  readonly unusable: string | null;
}

export interface Blast {
  readonly ask: BlastAsk;
  readonly window: BlastWindow & {
    /** No end is known: ongoing, as of the latest recorded instant of the case. */
    readonly ongoing: boolean;
    readonly asOf: string | null;
    /** Where its ends come from, in sentences without a full stop. */
    readonly why: readonly string[];
  };
  /** False: figures are unknown, because the survey of the case is not whole. */
  readonly surveyed: boolean;
  readonly where: string;
  readonly maybeWhere: string;
  readonly sections: readonly { readonly title: string; readonly figures: readonly Figure[] }[];
  /** Runs that may belong, by what is not recorded of them. A run may stand in several rows. */
  readonly whyMaybe: readonly CountedRuns[];
  /** Counted apart, in no figure: other environments, and runs that name this cause outside the window. */
  readonly apart: readonly CountedRuns[];
  readonly breakdowns: readonly { readonly id: string; readonly title: string; readonly rows: readonly SplitRuns[] }[];
  readonly boundaries: readonly Boundary[];
  /** Cause to action type to target system: the same runs as the figures, aggregated. */
  readonly flow: readonly FlowCount[];
  /** What may be missing from the evidence in this window: with any of these nothing has an upper bound. */
  readonly doubts: readonly string[];
}

export interface CountedRuns {
  readonly what: string;
  readonly runs: number;
  readonly where: string | null;
}

export interface SplitRuns {
  /** null: not recorded. */
  readonly value: string | null;
  readonly certain: number;
  readonly possible: number;
  readonly where: string;
}

/** A candidate, to be looked at: where the record changes, not why. */
export interface Boundary {
  readonly what: string;
  readonly how: string;
  readonly run: RunRow | null;
}

export interface FlowCount {
  readonly action: string | null;
  readonly system: string | null;
  readonly certain: number;
  readonly possible: number;
}
