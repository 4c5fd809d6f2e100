import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { Figure, FrozenFigure, RerunFigure } from '#shared/model/figure.ts';
import type { IncidentFacts } from '#shared/model/incident.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import type { FilledSheet, ReportSignOff, ReportSnapshot } from '#shared/model/report.ts';
import type { SevenField } from '#shared/model/run.ts';
import type { FieldTally, SourceRow } from '#shared/model/source.ts';

/** Everything a report of an incident is made from, at one instant. The report adds no fact of its own. */
export interface ReportFacts {
  readonly caseName: string;
  readonly caseId: string;
  readonly build: string;
  readonly system: string;
  /** Nanoseconds. */
  readonly asOf: string;
  readonly journal: { readonly entries: number; readonly head: string };
  readonly incident: IncidentFacts;
  readonly runs: readonly ReportedRun[];
  /** Of these runs: whose details the survey has not filled yet. Countries, recoveries and repeated executions of them are not known, not absent. */
  readonly unsurveyed: number;
  readonly runsOfCase: number;
  readonly figures: readonly Figure[];
  /** Figures of a blast radius a person attached, as kept, and as they come out now. */
  readonly attached: readonly AttachedAnswer[];
  readonly sources: readonly SourceRow[];
  readonly verdicts: readonly CheckedSourceVerdicts[];
  readonly completeness: Readonly<Record<SevenField, FieldTally>>;
  /** A few runs in full, for the cause chain; the first of the incident that have a time. */
  readonly examples: readonly Lineage[];
  readonly texts: ReadonlyMap<string, EnteredText>;
  readonly previous: PreviousReport | null;
  readonly signOff: ReportSignOff | null;
  readonly pseudonymous: boolean;
}

export interface AttachedAnswer {
  readonly title: string;
  /** Journal entry that keeps them. */
  readonly frozenSeq: number;
  readonly at: string;
  readonly figures: readonly FrozenFigure[];
  readonly reruns: readonly RerunFigure[];
}

/** A run of the incident as far as a report counts it. */
export interface ReportedRun {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string | null;
  readonly executedAt: string | null;
  readonly actionType: string | null;
  readonly environment: string | null;
  readonly agent: string | null;
  readonly model: string | null;
  readonly modelVersion: string | null;
  readonly promptTemplate: string | null;
  readonly promptVersion: string | null;
  readonly approvalClass: string;
  readonly approver: string | null;
  readonly ruleId: string | null;
  readonly outcome: string;
  readonly amount: string | null;
  readonly proposedAmount: string | null;
  readonly currency: string | null;
  readonly subject: string | null;
  readonly system: string | null;
  readonly country: string | null;
  readonly contradictions: number;
}

export interface EnteredText {
  readonly text: string;
  readonly by: string;
  readonly at: string;
  readonly seq: number;
}

export interface PreviousReport {
  readonly snapshot: ReportSnapshot;
  readonly submissionSeq: number;
  readonly at: string;
  readonly fileName: string;
  readonly sha256: string;
}

/** The facts with the sheets filled from them. */
export interface ReportInput extends ReportFacts {
  readonly phase: string;
  readonly sheets: readonly FilledSheet[];
}
