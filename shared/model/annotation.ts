/** The vocabulary of what people write beside the evidence. No logic. Times of acts are RFC 3339 UTC by this computer's clock. */

/** Runs that one act may name: a journal entry is one line, and stays readable. */
export const mostRunsInAct = 10_000;
export const longestTag = 60;
export const longestNote = 10_000;

/** Who set it, when, and by which entry of the journal. */
export interface Mark {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
}

export interface RunComment extends Mark {
  readonly run: string;
  readonly text: string;
  /** Of the wording shown; null: never edited. Earlier wordings stay in the journal. */
  readonly edited: Mark | null;
}

/** When something happened, as a person said it. A span is as long as the wording is imprecise. */
export interface AssertedTime {
  /** As typed: `2026-03-17 10:30`. */
  readonly written: string;
  /** `UTC`, an offset or an area of the zone database, for a time of day; null: the day, month or year is all that is known, or nothing. */
  readonly zone: string | null;
  /** UTC nanoseconds as decimal text, `from` included, `until` excluded; null: not known. */
  readonly from: string | null;
  readonly until: string | null;
  readonly approximate: boolean;
}

/** What no record tells: always shown as *analyst-entered*. */
export interface ManualEvent extends Mark {
  readonly when: AssertedTime;
  readonly text: string;
  /** `kind:id` as a run's subject, or null. */
  readonly subject: string | null;
  readonly runs: readonly string[];
  readonly edited: Mark | null;
}

export interface SavedSearch extends Mark {
  readonly name: string;
  readonly where: string;
  readonly pinned: boolean;
}

/** Of one run, as its page and the list show it. */
export interface RunAnnotations {
  readonly starred: Mark | null;
  readonly tags: readonly (Mark & { readonly tag: string })[];
  readonly comments: readonly RunComment[];
  readonly events: readonly ManualEvent[];
}

/** Of a row in the list: enough to draw it. */
export interface RowMarks {
  readonly run: string;
  readonly starred: boolean;
  readonly tags: readonly string[];
  readonly comments: number;
}

/** One act, for undo, redo and the history. */
export interface AnnotationStep extends Mark {
  readonly act: string;
  /** What was done: `star of 3 runs`. */
  readonly words: string;
  readonly standing: boolean;
}
