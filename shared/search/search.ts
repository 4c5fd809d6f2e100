import type { FindingState } from '../model/finding.ts';
import type { ApprovalClass, OutcomeStatus, SevenField } from '../model/run.ts';
import type { ProvenancedFact } from '../model/run-facts.ts';

/** Where in the text, in UTF-16 units, `end` excluded. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Kinds of subject that a search names by themselves; any other is `subject:kind:id`. */
export const subjectKinds = ['customer', 'lead', 'deal', 'ticket', 'invoice', 'user', 'account'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Text fields that only the survey of a case knows: see shared/model/run-facts.ts. */
export const surveyedFields = ['country', 'requester', 'assignee', 'dispute', 'variant'] as const;

/** Fields whose value is compared as text. */
export const textFields = ['action', 'agent', 'model', 'version', 'prompt', 'approver', 'rule', 'environment', 'system', 'record', 'subject', ...subjectKinds, 'currency', 'source', 'id', 'tag', ...surveyedFields] as const;
export type TextField = (typeof textFields)[number];

/** Compared as numbers and as times. `amount`, `at` and `executed` are in every run's row, the others in the survey. */
export const numberFields = ['amount', 'proposed', 'score'] as const;
export type NumberField = (typeof numberFields)[number];
export const timeFields = ['at', 'decided', 'executed', 'confirmed'] as const;
export type TimeField = (typeof timeFields)[number];

export const searchFields = [...textFields, 'text', 'approval', 'outcome', 'missing', 'has', 'integrity', 'finding', 'is', 'comment', ...numberFields, ...timeFields, 'execution', 'recovery', 'recorded'] as const;
export type SearchField = (typeof searchFields)[number];

/** `no`: a record says that nothing was written: refused, not executed, or only read. Silence is `not recorded`. */
export const executedStates = ['yes', 'no', 'not recorded'] as const;
export type ExecutedState = (typeof executedStates)[number];

/** `confirmed`: a recovery with a confirmed outcome states what was given back. `unconfirmed`: a recovery is recorded, none confirmed with an amount. */
export const recoveryStates = ['confirmed', 'unconfirmed', 'not recorded'] as const;
export type RecoveryState = (typeof recoveryStates)[number];

/** As `recorded:` spells them. */
export const recordedFacts: Readonly<Record<string, ProvenancedFact>> = {
  'model-version': 'modelVersion', 'prompt-version': 'promptVersion', rule: 'ruleId', environment: 'environment', amount: 'amount', subject: 'subject', country: 'country',
};

/**
 * `exactly` as recorded; `like` ignores case, `*` stands for any text between the parts; `any` (`agent:*`): some value is
 * recorded; `nothing` (`agent:not-recorded`): none is; `key` (`source:#3`): the source of that number.
 */
export type TextMatch =
  | { readonly how: 'exactly'; readonly value: string }
  | { readonly how: 'like'; readonly parts: readonly string[] }
  | { readonly how: 'any' | 'nothing' }
  | { readonly how: 'key'; readonly key: number };

export type SearchTerm =
  /**
   * Bare words: part of the external id, subject, target record, agent, approver or action type, ignoring case. Or all of its
   * words stand in the run's texts, as with `text:`.
   */
  | { readonly kind: 'words'; readonly text: string; readonly place: Place }
  /** All these words stand somewhere in the inputs, outputs and actions, in any order: see words-in.ts. */
  | { readonly kind: 'free'; readonly words: readonly FreeWord[]; readonly place: Place }
  | { readonly kind: 'text'; readonly field: TextField; readonly match: TextMatch; readonly place: Place }
  | { readonly kind: 'approval'; readonly value: ApprovalClass; readonly place: Place }
  | { readonly kind: 'outcome'; readonly value: OutcomeStatus; readonly place: Place }
  | { readonly kind: 'execution'; readonly value: ExecutedState; readonly place: Place }
  | { readonly kind: 'recovery'; readonly value: RecoveryState; readonly place: Place }
  /** The value is recorded: neither absent, inferred, redacted nor kept as a hash; and a version is no moving name such as `latest`. */
  | { readonly kind: 'recorded'; readonly fact: ProvenancedFact; readonly place: Place }
  /** `missing`: no record gives the field (absent). `has`: anything at all is recorded of it, in part or as a hash as well. */
  | { readonly kind: 'missing' | 'has'; readonly field: SevenField; readonly place: Place }
  /** A record of the run stands where the latest check of its source failed. */
  | { readonly kind: 'integrity'; readonly value: 'failed'; readonly place: Place }
  /** A finding is about the run: of this rule, or of any; in this state, or in any. */
  | { readonly kind: 'finding'; readonly rule: string | null; readonly state: FindingState | null; readonly place: Place }
  /** Whether any number or time is recorded there. */
  | { readonly kind: 'known'; readonly field: NumberField | TimeField; readonly recorded: boolean; readonly place: Place }
  /** What a person did to the run; see engine/annotations. */
  | { readonly kind: 'is'; readonly value: AnnotatedAs; readonly place: Place }
  /** Part of a comment on the run, or of a manual event that names it, ignoring case; null: there is any (`comment:*`). */
  | { readonly kind: 'comment'; readonly text: string | null; readonly place: Place }
  /** Decimal text; both ends included unless said otherwise. A run without amount never matches. */
  | { readonly kind: 'number'; readonly field: NumberField; readonly above: Bound | null; readonly below: Bound | null; readonly place: Place }
  /** Start of the run (`at`) or of a stage, UTC nanoseconds, `from` included, `until` excluded. A run without that time never matches. */
  | { readonly kind: 'time'; readonly field: TimeField; readonly from: bigint | null; readonly until: bigint | null; readonly place: Place };

export const annotatedAs = ['starred', 'tagged', 'commented'] as const;
export type AnnotatedAs = (typeof annotatedAs)[number];

export interface FreeWord {
  readonly word: string;
  /** `refun*`: words that begin so. */
  readonly begins: boolean;
}

export interface Bound {
  readonly value: string;
  readonly included: boolean;
}

/** `not` includes the runs of which nothing is recorded. */
export type Search =
  | SearchTerm
  | { readonly kind: 'and' | 'or'; readonly of: readonly Search[]; readonly place: Place }
  | { readonly kind: 'not'; readonly of: Search; readonly place: Place };

/** `search` null: the text is empty and everything matches. */
export type ParsedSearch = { readonly ok: true; readonly search: Search | null } | { readonly ok: false; readonly problem: SearchProblem };

export interface SearchProblem extends Place {
  /** For the person who typed it: what is wrong and what would be right. */
  readonly message: string;
}
