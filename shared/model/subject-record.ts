import type { JsonValue } from '../json.ts';
import type { Provenance } from './lineage.ts';
import type { RunRow } from './run.ts';

/** A person's word that two ids are one subject. */
export interface SubjectMerge {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly subject: string;
  readonly alias: string;
  readonly reason: string;
}

/** Who wrote a value, told from what the run's records name; never guessed from silence. */
export const writers = ['AI', 'person', 'other system', 'not recorded'] as const;
export type Writer = (typeof writers)[number];

/** Everything the case records about one subject or target record. */
export interface SubjectRecord {
  /** `customer:44821`, or `record:INV-7` for a record of a target system. */
  readonly about: string;
  /** Its ids: itself first, then those an analyst merged with it. */
  readonly ids: readonly string[];
  readonly merges: readonly SubjectMerge[];
  /** A search that lists exactly these runs. */
  readonly where: string;
  /** Runs that name it; and of these, read back here: the first by time. */
  readonly matching: number;
  readonly read: number;
  readonly runs: readonly SubjectRun[];
  /** Of the runs read. */
  readonly totals: readonly { readonly currency: string | null; readonly executed: string; readonly runs: number; readonly withoutOutcome: number }[];
  readonly fields: readonly FieldHistory[];
  readonly texts: readonly SentText[];
  readonly disputes: readonly SubjectDispute[];
  /** What the evidence does not cover, in sentences. */
  readonly uncovered: readonly string[];
}

export interface SubjectRun {
  readonly run: RunRow;
  /** As what the run names it. */
  readonly as: 'subject' | 'target record';
  readonly writer: Writer;
  readonly writerWhy: string;
}

/** One field of one record, as written over time. */
export interface FieldHistory {
  /** Record of the target system; null: no write names it. */
  readonly record: string | null;
  readonly system: string | null;
  readonly field: string;
  readonly writes: readonly FieldWrite[];
}

export interface FieldWrite {
  readonly at: string | null;
  readonly run: string;
  readonly externalId: string;
  readonly stage: string;
  readonly writer: Writer;
  readonly provenance: Provenance;
  /** undefined is JSON-less: `recorded` false means that no record states it, null is *recorded as empty*. */
  readonly before: WrittenValue;
  readonly after: WrittenValue;
  /** Against the write before it; null: nothing to compare. */
  readonly continuity: 'continues' | 'changed in between' | 'previous value not recorded' | null;
  /** The same instant as the write before it: source order is kept. */
  readonly sameInstant: boolean;
  /** Whether the outcome says that the write took effect. */
  readonly outcome: RunRow['outcome'];
}

export type WrittenValue = { readonly recorded: false } | { readonly recorded: true; readonly value: JsonValue };

export interface SentText {
  readonly at: string | null;
  readonly run: string;
  readonly externalId: string;
  readonly channel: string | null;
  readonly recipient: string | null;
  readonly text: string;
  /** Of the drafted text, of which nothing says that it was sent as it stands. */
  readonly draftOnly: boolean;
}

export interface SubjectDispute {
  readonly run: string;
  readonly externalId: string;
  readonly id: string | null;
  readonly filedAt: string | null;
  readonly filedBy: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly decidedAt: string | null;
}
