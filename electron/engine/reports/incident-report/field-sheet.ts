import type { FieldRow, FillClass } from '#shared/model/document.ts';

/** A regime's form as versioned data in `resources/field-sheets/`; never code, and always "candidate, confirm with counsel". */
export interface FieldSheet {
  readonly sheet: string;
  readonly version: string;
  readonly status: string;
  readonly regime: string;
  readonly title: string;
  /** Packs with which it is offered. */
  readonly packs: readonly string[];
  readonly phases: readonly string[];
  readonly source: string;
  readonly readOn: string;
  readonly mark: string;
  readonly note: string;
  readonly fields: readonly SheetField[];
}

export interface SheetField {
  readonly id: string;
  readonly name: string;
  readonly asked: string;
  readonly fill: FillClass;
  /** What of the case proposes a value, see `auto-values.ts`; null: nothing does. */
  readonly from: string | null;
  /** One a phase, in the order of the sheet's phases. */
  readonly mandatory: readonly FieldRow['mandatory'][];
  readonly format: string;
  readonly choices: readonly string[];
  readonly limit: number | null;
  readonly note: string;
  readonly condition: string;
}
