import type { JsonValue } from '../json.ts';
import type { ComparedAction } from './comparison.ts';
import type { VersionStanding } from './version.ts';
import type { FieldState, Pattern, RunRow, SevenField } from './run.ts';

/** Main line first, in column order; then what hangs off it. */
export const mainStages = ['trigger', 'model', 'output', 'decision', 'execution', 'outcome'] as const;
export const sideStages = ['recovery', 'dispute', 'consent', 'source-data', 'access'] as const;
export const stageKinds = [...mainStages, ...sideStages] as const;
export type StageKind = (typeof stageKinds)[number];

export const provenances = ['recorded', 'inferred', 'hash only', 'redacted', 'absent'] as const;
export type Provenance = (typeof provenances)[number];

export const linkKinds = ['leads to', 'proposes', 'approves', 'rejects', 'executes', 'confirms', 'compensates', 'retries', 'disputes', 'supersedes', 'reads'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** A value and the bytes that say so. Offsets and lengths are bytes in the source (after decompression for a container member). */
export interface StageValue {
  readonly value: JsonValue;
  /** The number as written, when `value` cannot carry it: `340.0`, `1e-07`, 20 digits. */
  readonly lexeme?: string;
  readonly provenance: Provenance;
  /** For *inferred*: the rule, in words a person can check. */
  readonly rule: string | null;
  readonly source: string | null;
  readonly sourceKey: number | null;
  readonly offset: number | null;
  readonly length: number | null;
  /** What other records say about the same value, when they differ. Never dropped. */
  readonly also: readonly OtherValue[];
  /** Of a time whose source has a stated clock: the instant by the right time, nanoseconds as decimal text. */
  readonly corrected?: string;
}

export interface OtherValue {
  readonly value: JsonValue;
  readonly lexeme?: string;
  readonly provenance: Provenance;
  readonly source: string | null;
  readonly sourceKey: number | null;
  readonly offset: number | null;
  readonly length: number | null;
  readonly corrected?: string;
}

export interface Stage {
  /** `execution` for the first of its kind, `execution-2` and so on for the rest: what links refer to. */
  readonly id: string;
  readonly kind: StageKind;
  /** False: no record says anything of this stage. It is still listed, and drawn hollow. */
  readonly present: boolean;
  readonly title: string;
  /** Nanoseconds as a decimal string, or null when no time is recorded. */
  readonly at: string | null;
  /** `at` by the right time, where the clock of its source is stated. */
  readonly corrected?: string;
  readonly values: Readonly<Record<string, StageValue>>;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly provenance: 'recorded' | 'inferred';
  /** Why the two belong together. */
  readonly rule: string | null;
}

export interface FieldCompleteness {
  readonly field: SevenField;
  readonly state: FieldState;
  /** What the standard asks for and no record gives, by value name. */
  readonly missing: readonly string[];
}

export interface MinimumFields {
  readonly pattern: Pattern;
  readonly present: readonly string[];
  readonly missing: readonly string[];
}

/** A record behind a run: the smallest piece of evidence with a byte span. */
export interface RecordRef {
  readonly sourceKey: number;
  readonly source: string;
  /** Line number, element index or row number, 1-based, as the format counts. */
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
  /** What the record reports, e.g. `refund.executed`. */
  readonly event: string;
  readonly at: string | null;
  /** Another record with the same bytes was imported before this one. */
  readonly duplicate: boolean;
}

/** A member of a record that no rule of its importer reads. Kept, searchable, shown. */
export interface UnmappedValue {
  readonly pointer: string;
  readonly value: JsonValue;
  readonly source: string;
  readonly sourceKey: number;
  readonly offset: number;
  readonly length: number;
}

/** A member name that stands twice in one object. The last value is the one shown; another reader may take the first. */
export interface RepeatedName {
  readonly pointer: string;
  readonly source: string;
  readonly sourceKey: number;
  /** Bytes of the source: the name's opening quote, here and where it stands first. */
  readonly offset: number;
  readonly firstOffset: number;
}

export interface Lineage {
  readonly run: RunRow;
  /** Values about the run as a whole: environment, job, subjects, risk level, governance model. */
  readonly context: Readonly<Record<string, StageValue>>;
  readonly stages: readonly Stage[];
  readonly links: readonly Link[];
  readonly fields: readonly FieldCompleteness[];
  /** One entry a matching pattern; empty when the action type matches none. */
  readonly minimumFields: readonly MinimumFields[];
  readonly records: readonly RecordRef[];
  readonly unmapped: readonly UnmappedValue[];
  readonly repeatedNames?: readonly RepeatedName[];
  /** The versions it names, beside what registries and other runs say of them. */
  readonly versions?: readonly VersionStanding[];
  /** Its actions: proposed, approved, executed, confirmed. */
  readonly comparison?: readonly ComparedAction[];
}
