/** A number with the digits it was recorded with: `340.0`, twenty digits. */
export interface ExportNumber {
  readonly number: string;
}

/** `null`: nothing is recorded. */
export type ExportCell = string | ExportNumber | boolean | null;

export interface ExportColumn {
  /** Member name in JSON, and what other tools go by: stable. */
  readonly id: string;
  /** As a person reads it. */
  readonly title: string;
}

/** Everything of a table but its rows. */
export interface ExportHead {
  readonly title: string;
  readonly columns: readonly ExportColumn[];
  /** What stands for `null` where a person reads: `not recorded`, `NULL`. */
  readonly absent: string;
  /** Said in the file: what was asked, how many rows of how many. */
  readonly notes: readonly string[];
}

export interface ExportTable extends ExportHead {
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly ExportCell[])[];
}

export const exportFormats = ['csv', 'tsv', 'json', 'markdown', 'text'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportFormatTitles: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', tsv: 'TSV', json: 'JSON', markdown: 'Markdown table', text: 'Text' };
export const exportExtensions: Readonly<Record<ExportFormat, string>> = { csv: 'csv', tsv: 'tsv', json: 'json', markdown: 'md', text: 'txt' };

export function exportNumber(digits: string | number | null): ExportNumber | null {
  return digits === null ? null : { number: String(digits) };
}
