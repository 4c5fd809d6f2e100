/** The vocabulary of deadlines. No logic. Instants are nanoseconds since 1970-01-01T00:00:00Z as decimal text. */

/** Every result of a regime pack carries these words wherever it is shown. */
export const candidateStatus = 'candidate, confirm with counsel';

/** What a person may log as the moment something became known or happened around an incident. Order of an investigation. */
export const awarenessKinds = [
  'signal received', 'suspicion', 'investigation started', 'reasonable certainty', 'breach discovered', 'incident determined', 'assessed significant', 'classified major', 'determined material',
  'high risk likely', 'causal link established', 'processor aware', 'processor told us', 'authority asked', 'authority notified', 'subjects notified', 'activities recovered', 'incident handled', 'fix available', 'ransom paid',
] as const;
export type AwarenessKind = (typeof awarenessKinds)[number];

/** How precisely a person knows an instant, and how it was placed on the time line. */
export interface StatedInstant {
  /** As typed. */
  readonly text: string;
  /** Zone it was read in where the text states none; a zone as in shared/zones.ts, never `local`. */
  readonly zone: string;
  readonly ns: string;
  /** `day`: counted from the start of that day. */
  readonly precision: 'day' | 'minute' | 'second' | 'finer';
  /** The clocks of the zone showed this time twice. `unanswered`: the earlier counts until somebody says which. */
  readonly twice: 'no' | 'unanswered' | 'earlier' | 'later';
}

/** One entry of the awareness log. Never edited: a correction is a later entry that names the one it supersedes, with its reason. */
export interface AwarenessEntry {
  /** Number of its journal entry. */
  readonly seq: number;
  /** RFC 3339 UTC, when it was logged, and by which account. */
  readonly loggedAt: string;
  readonly loggedBy: string;
  readonly kind: AwarenessKind;
  readonly at: StatedInstant;
  /** Who became aware, found, decided. */
  readonly who: string;
  readonly reason: string;
  readonly source: AwarenessSource | null;
  readonly supersedes: number | null;
  readonly supersededBy: number | null;
}

/** What the entry rests on: a run of the case, or a document outside it. */
export interface AwarenessSource {
  readonly kind: 'run' | 'document';
  readonly ref: string;
}

export const submissionKinds = ['notification', 'update', 'correction', 'reclassified', 'withdrawn'] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

/** That a person handed something in, outside this program. A fact: never edited, never taken back. */
export interface Submission {
  readonly seq: number;
  readonly loggedAt: string;
  readonly loggedBy: string;
  /** Id of the clock row it answers. */
  readonly clock: string;
  readonly kind: SubmissionKind;
  readonly at: StatedInstant;
  readonly channel: string;
  /** The authority's own reference; empty: none given. */
  readonly reference: string;
  readonly sentBy: string;
  /** Empty: none stated. */
  readonly reasonsForDelay: string;
  readonly note: string;
  /** The due instant as it stood when this was recorded; null: none was known. */
  readonly dueThen: string | null;
  readonly packVersion: string;
  /** What was handed in, when a report of this case was: hash of the file, and its fields as they stood. */
  readonly report: FrozenReport | null;
}

export interface FrozenReport {
  readonly template: string;
  readonly phase: string;
  readonly fileName: string;
  readonly sha256: string;
  /** RFC 8785 text of the fields and figures as handed in; read by whoever wrote it. */
  readonly snapshot: string;
}

export type ClockState =
  /** `provisional`: when it would be due if what it waits for came at its own limit, or if it turned out to apply. */
  | { readonly name: 'not started'; readonly waitsFor: string; readonly provisional: { readonly due: string; readonly ifWhat: string } | null }
  | { readonly name: 'running' }
  /** `early`: nanoseconds before the strict deadline; null: there was none. */
  | { readonly name: 'met'; readonly submission: number; readonly at: string; readonly early: string | null }
  /** `submission` null: not submitted yet, and `by` grows. Nanoseconds. */
  | { readonly name: 'late'; readonly by: string; readonly submission: number | null; readonly reasons: string }
  | { readonly name: 'not applicable' | 'withdrawn'; readonly who: string; readonly statedAt: string; readonly why: string };

/** The one entry a clock counts from. */
export interface ClockStart {
  readonly from: 'awareness' | 'submission';
  readonly seq: number;
  /** `reasonable certainty`, or the title of the clock whose submission it was. */
  readonly what: string;
  readonly at: StatedInstant;
  /** Where it is not the entry's own instant: `end of the year 2026`. */
  readonly counted: string | null;
}

/** `reading`: how a later reading of the law would count, never the number. `care`: what a person must look at. `basis`: how the number was reached. */
export interface ClockNote {
  readonly kind: 'reading' | 'care' | 'basis';
  readonly text: string;
  readonly at: string | null;
  readonly source: string;
}

/** A due instant that no longer stands, and who moved it. */
export interface EarlierDue {
  readonly due: string;
  /** Journal entry that moved it. */
  readonly movedBy: number;
  readonly who: string;
  readonly when: string;
  readonly why: string;
}

/** One clock of one incident, as it stands at an instant. */
export interface ClockReading {
  /** Id of the row in its pack: `gdpr-33-1`. */
  readonly id: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly regime: string;
  readonly article: string;
  readonly title: string;
  readonly phase: string;
  readonly fieldSheet: string | null;
  readonly status: typeof candidateStatus;
  readonly source: string;
  readonly readOn: string;
  readonly mark: 'T' | 'S' | 'M' | 'C';
  /** `72 h`, `the earlier of 4 h from classified major and 24 h from reasonable certainty`, `no number in the law`. */
  readonly limit: string;
  /** It only applies if this holds; a person says so. */
  readonly condition: string | null;
  readonly start: ClockStart | null;
  /** The strict deadline: never later than any reading of the law. null: no number, or not known, see `dueUnknown`. */
  readonly due: string | null;
  readonly dueUnknown: string | null;
  readonly ownTarget: { readonly at: string; readonly reason: string } | null;
  readonly state: ClockState;
  readonly notes: readonly ClockNote[];
  readonly earlierDues: readonly EarlierDue[];
}

/** A regime as a person chooses it. */
export interface RegimeInfo {
  readonly pack: string;
  readonly version: string;
  readonly title: string;
  readonly regime: string;
  readonly optional: boolean;
  readonly status: typeof candidateStatus;
  readonly clocks: number;
  readonly entityQuestion: string | null;
  readonly entityClasses: readonly { readonly id: string; readonly title: string }[];
}

export interface CalendarInfo {
  readonly id: string;
  readonly title: string;
  readonly coversFrom: string;
  readonly coversTo: string;
}
