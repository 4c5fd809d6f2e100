import type { JsonValue } from '#shared/json.ts';
import type { FieldCompleteness, Link, MinimumFields, Provenance, StageKind } from '#shared/model/lineage.ts';
import type { RunRow } from '#shared/model/run.ts';

/** A run with every value still pointing into the event that states it; `place-values.ts` turns pointers into bytes. */
export interface AssembledRun {
  readonly run: RunRow;
  readonly context: Readonly<Record<string, AssembledValue>>;
  readonly stages: readonly AssembledStage[];
  readonly links: readonly Link[];
  readonly fields: readonly FieldCompleteness[];
  readonly minimumFields: readonly MinimumFields[];
  readonly unmapped: readonly { readonly event: number; readonly pointer: string }[];
}

export interface AssembledStage {
  readonly id: string;
  readonly kind: StageKind;
  readonly present: boolean;
  readonly title: string;
  readonly at: string | null;
  readonly values: Readonly<Record<string, AssembledValue>>;
}

export interface AssembledValue extends AssembledOther {
  readonly rule: string | null;
  readonly also: readonly AssembledOther[];
}

export interface AssembledOther {
  readonly value: JsonValue;
  readonly provenance: Provenance;
  /** Index into the events the run was assembled from. */
  readonly event: number;
  readonly pointer: string | null;
}
