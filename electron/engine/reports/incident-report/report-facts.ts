import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { Figure, FrozenFigure, RerunFigure } from '#shared/model/figure.ts';
import type { CompensationCurve, IncidentFacts } from '#shared/model/incident.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import type { Dispute } from '#shared/model/dispute.ts';
import type { FindingSeverity } from '#shared/model/finding.ts';
import type { EnteredText, FilledSheet, ReportRun, ReportSignOff, ReportSnapshot } from '#shared/model/report.ts';
import type { ApprovalClass, SevenField } from '#shared/model/run.ts';
import type { FieldTally, SourceRow } from '#shared/model/source.ts';
import type { VersionEntry } from '#shared/model/version.ts';

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
  readonly runs: readonly ReportRun[];
  /** null: the report is not of a population. */
  readonly population: Population | null;
  /** Of its runs, recorded or filed here; null: the report does not ask for them. */
  readonly disputes: readonly Dispute[] | null;
  /** Of these runs: whose details the survey has not filled yet. Countries, recoveries and repeated executions of them are not known, not absent. */
  readonly unsurveyed: number;
  readonly runsOfCase: number;
  readonly figures: readonly Figure[];
  /** Figures of a blast radius a person attached, as kept, and as they come out now. */
  /** Open compensations over time; null: the report does not ask, or no harm is stated. */
  readonly curve: CompensationCurve | null;
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

/** What a control sheet tests: every run that a search finds, and what the case knows of its control. */
export interface Population {
  readonly where: string;
  /** Who stated the search; null: nobody did, and it is the sheet's own. */
  readonly stated: EnteredText | null;
  /** How many match where they are more than one sheet takes; null: all of them are in `runs`. */
  readonly tooMany: number | null;
  readonly classes: readonly { readonly approval: ApprovalClass; readonly runs: number; readonly sums: readonly CurrencySum[]; readonly withoutAmount: number }[];
  /** Of the source system, as a person entered them; the difference to this evidence beside each. */
  readonly controlTotals: { readonly entered: EnteredText; readonly rows: readonly ControlTotal[]; readonly unreadable: readonly string[] } | null;
  readonly exceptions: readonly { readonly rule: string; readonly title: string; readonly severity: FindingSeverity; readonly runs: number }[];
  readonly notChecked: readonly { readonly rule: string; readonly title: string; readonly why: string }[];
  readonly rules: readonly { readonly rule: string | null; readonly runs: number; readonly entries: readonly VersionEntry[] }[];
  readonly sample: { readonly size: number; readonly seed: string; readonly stated: EnteredText | null };
}

export interface CurrencySum {
  readonly currency: string | null;
  readonly sum: string;
}

export interface ControlTotal {
  /** `count`, or a currency. */
  readonly what: string;
  readonly stated: string;
  /** null: the evidence has none. */
  readonly found: string | null;
  readonly difference: string | null;
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
