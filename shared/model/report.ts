import type { FieldRow, ReportDocument } from './document.ts';
import type { FrozenFigure, RerunFigure } from './figure.ts';
import type { RunRow } from './run.ts';

/** The vocabulary of incident reports. No logic. */
export interface ReportTemplateInfo {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly phases: readonly string[];
  /** Field sheets it prints; null: those of the regimes chosen for the incident. */
  readonly sheets: readonly string[] | null;
  /** What only a person can write in it, by section. */
  readonly texts: readonly OwnText[];
}

export interface OwnText {
  readonly section: string;
  readonly title: string;
  /** What to write, and how it is read. */
  readonly hint: string;
}

/** A person's own words for a section, as they stand. */
export interface EnteredText {
  readonly text: string;
  readonly by: string;
  readonly at: string;
  readonly seq: number;
}

/** What a report says of a run. Times are nanoseconds as decimal text, amounts as recorded; null: not recorded. */
export interface ReportRun
  extends Pick<
    RunRow,
    | 'id' | 'startedAt' | 'executedAt' | 'actionType' | 'environment' | 'agent' | 'model' | 'modelVersion' | 'promptTemplate' | 'promptVersion' | 'approvalClass' | 'approver' | 'ruleId'
    | 'outcome' | 'amount' | 'currency' | 'subject' | 'system' | 'targetRecord' | 'fields' | 'contradictions'
  > {
  readonly name: string;
  /** False: the survey has not filled its details yet. */
  readonly surveyed: boolean;
  readonly executions: number | null;
  readonly country: string | null;
  readonly proposedAmount: string | null;
}

/** A line of a regime's form, filled as far as evidence and people filled it. */
export interface FilledField extends FieldRow {
  readonly format: string;
  readonly choices: readonly string[];
  readonly condition: string;
  readonly note: string;
  /** What the evidence proposes; kept beside what a person entered. null: nothing. */
  readonly proposed: string | null;
  readonly entered: { readonly by: string; readonly at: string; readonly seq: number; readonly reason: string } | null;
}

export interface FilledSheet {
  readonly sheet: string;
  readonly version: string;
  readonly title: string;
  readonly regime: string;
  readonly status: string;
  readonly phase: string;
  readonly note: string;
  readonly source: string;
  readonly readOn: string;
  readonly mark: string;
  readonly fields: readonly FilledField[];
}

/** What a report stated, frozen: kept with a submission, and what the next phase is compared with. */
export interface ReportSnapshot {
  readonly v: 1;
  readonly template: string;
  readonly phase: string;
  readonly asOf: string;
  readonly build: string;
  readonly sheets: readonly { readonly sheet: string; readonly version: string; readonly fields: readonly { readonly id: string; readonly name: string; readonly value: string | null; readonly status: string; readonly basis: string }[] }[];
  readonly figures: readonly FrozenFigure[];
}

export interface ReportSignOff {
  readonly name: string;
  readonly role: string;
  readonly reviewed: string;
  readonly by: string;
  readonly at: string;
  readonly seq: number;
  /** It was given for exactly this content; false: the content has changed since, and the report is a draft again. */
  readonly holds: boolean;
}

export interface BuiltReport {
  readonly template: ReportTemplateInfo;
  readonly phase: string;
  readonly document: ReportDocument;
  readonly sheets: readonly FilledSheet[];
  readonly snapshot: ReportSnapshot;
  /** SHA-256 over what the report states, without the instant it was built: what a sign-off is given for. */
  readonly contentSha256: string;
  readonly signOff: ReportSignOff | null;
  /** Figures of the last submission and of frozen answers, worked out again now. */
  readonly reruns: readonly RerunFigure[];
  /** Why it cannot be signed yet, in sentences. Empty: nothing stands against it. */
  readonly before: readonly string[];
  /** Forbidden words in what people and templates wrote, and where. */
  readonly wording: readonly { readonly where: string; readonly word: string; readonly instead: string }[];
  readonly pseudonymous: boolean;
  /** What stands in the sections that a person writes. */
  readonly texts: Readonly<Record<string, EnteredText>>;
}
