import type { SevenField } from './run.ts';

/** Format of a source that holds no records: a proof, kept for what it says of the others. */
export const proofFormat = 'proof';

/** One imported file or archive member. Counts obey read = accepted + rejected + duplicate. */
export interface SourceRow {
  readonly sourceKey: number;
  /** File name, or `archive.zip!path/in/archive`. */
  readonly name: string;
  /** SHA-256 of the exact bytes whose offsets the records use (the member's bytes for a container). */
  readonly sha256: string;
  /** SHA-256 of the vault item: equal to `sha256` unless the source came in a container. */
  readonly vaultSha256: string;
  readonly bytes: number;
  readonly format: string;
  readonly formatTitle: string;
  /** Why this format was chosen, in words. */
  readonly detection: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly runs: number;
  /** First and last recorded instant, nanoseconds; null when no record has a usable time. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly withoutTime: number;
  /** IANA zone or offset assumed for times without one; null when none was needed or stated. */
  readonly zoneAssumption: string | null;
  readonly zonelessTimes: number;
  readonly importedAt: string;
  /** What the format offers as proof of itself, in words: `hash chain, not checked yet`, `no mechanism`. */
  readonly integrity: string;
  /** Why it may hold less than was recorded, surest first. Empty: nothing in it says so, which is not to say that it is complete. null: an earlier build imported it and did not look. */
  readonly incomplete: readonly IncompleteSign[] | null;
  /** How far its clock ran from the right time, where a person stated it; recorded times stay as they are. */
  readonly clock: SourceClock | null;
}

/** What a person states of the clock a source's times were read from. */
export interface SourceClock {
  /** Nanoseconds as decimal text; negative: the clock was behind. */
  readonly ahead: string;
  readonly reason: string;
  readonly by: string;
  /** RFC 3339, and the journal entry that says so. */
  readonly at: string;
  readonly journalSeq: number;
}

/** Something seen in a source that says, or suggests, that more was recorded than it holds. */
export interface IncompleteSign {
  readonly kind: 'cut' | 'more' | 'filtered' | 'sampled' | 'dropped' | 'omitted' | 'texts-cut' | 'sequence-gap' | 'sequence-start' | 'chain-start' | 'cap' | 'page-size' | 'time-window' | 'silence';
  /** Completes "This export may be incomplete, because …". */
  readonly because: string;
  /** The figures it rests on. */
  readonly seen: Readonly<Record<string, string | number>>;
  /** `stated`: the source says it itself. */
  readonly sure: 'stated' | 'likely' | 'possible';
}

/** What is said where no sign was found: never that a source is complete. */
export const nothingSaysIncomplete = 'nothing in the file says it is incomplete; completeness of recording cannot be established from a log.';

/** One rejected record. It stays in the vault; only its reading failed. */
export interface RejectRow {
  readonly sourceKey: number;
  readonly source: string;
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  /** The rule that was broken, e.g. `json-syntax`. */
  readonly rule: string;
  readonly reason: string;
  /** The first bytes of the record as text, control characters made visible. */
  readonly excerpt: string;
}

/** Share of runs per field for one source: counts of runs by state letter. */
export interface SourceCompleteness {
  readonly sourceKey: number;
  readonly name: string;
  readonly runs: number;
  readonly fields: Readonly<Record<SevenField, FieldTally>>;
}

export interface FieldTally {
  readonly recorded: number;
  readonly part: number;
  readonly inferred: number;
  readonly hashOnly: number;
  readonly absent: number;
}

/** How a person told us to read a table: which column feeds which value. Saved by name, reusable, journalled. */
export interface ColumnMapping {
  readonly name: string;
  readonly columns: readonly MappedColumn[];
  /** IANA zone or offset for times that state none; null leaves them flagged as zone-less and unusable for order. */
  readonly zone: string | null;
  /** Pointer to the array of records when the file is one JSON object; null otherwise. */
  readonly recordsAt: string | null;
}

export interface MappedColumn {
  /** Header name, or JSON Pointer into each record. */
  readonly column: string;
  /** `stage.name`, e.g. `execution.amount`, `context.actionType`, `run.id`; null: kept but not mapped. */
  readonly target: string | null;
  /** How to read the text. `instant-*` name the unit of an epoch number. */
  readonly type: 'text' | 'number' | 'boolean' | 'instant' | 'instant-s' | 'instant-ms' | 'instant-us' | 'instant-ns' | 'json';
}
