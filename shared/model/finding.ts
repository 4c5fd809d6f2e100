/** The vocabulary of findings. No logic. */

/** What a finding asks of the reader, most urgent first. Never how bad somebody was. */
export const findingSeverities = ['high', 'medium', 'low', 'note'] as const;
export type FindingSeverity = (typeof findingSeverities)[number];

/** What a rule looks at: the order in which the view groups them. */
export const findingFamilies = ['approval', 'threshold rules', 'execution', 'recovery', 'versions', 'patterns', 'record keeping'] as const;
export type FindingFamily = (typeof findingFamilies)[number];

/** `open` until a person says otherwise, with a reason; a later word follows an earlier one. */
export const findingStates = ['open', 'accepted', 'dismissed'] as const;
export type FindingState = (typeof findingStates)[number];

/** A rule as a person reads it. */
export interface FindingRuleInfo {
  /** Kebab-case, stable: searches, exports and the journal name it. */
  readonly id: string;
  readonly title: string;
  /** What exactly raises it and what does not, in words that can be checked by hand. */
  readonly definition: string;
  /** Section of the standard or note it comes from. */
  readonly basis: string;
  readonly severity: FindingSeverity;
  readonly family: FindingFamily;
  /** What it could not be checked with; null: it was checked. *Not checked* is not *fine*. */
  readonly notChecked: string | null;
}

/** A value the finding rests on, and the bytes that say so. */
export interface FindingEvidence {
  readonly run: string;
  /** `decision.at`, `execution.amount`; or of a version entry, the name of its member. */
  readonly value: string;
  /** As recorded, shortened where long. */
  readonly text: string;
  readonly source: string;
  readonly sourceKey: number;
  readonly offset: number;
  readonly length: number;
}

export interface Finding {
  /** Deterministic: rule and what it is about; the same after a rebuild and on every computer. */
  readonly id: string;
  readonly rule: string;
  readonly severity: FindingSeverity;
  /** Facts, no judgement: "decided 1.4 s after being shown". */
  readonly sentence: string;
  /** Ids of the runs it is about, at least one. Where there are many, the first of them; `runCount` counts all. */
  readonly runs: readonly string[];
  readonly runCount: number;
  readonly evidence: readonly FindingEvidence[];
  readonly state: FindingState;
  /** Of the state: who, when, why. null while open. */
  readonly stated: { readonly by: string; readonly at: string; readonly reason: string; readonly journalSeq: number } | null;
}
