/** A file was written, whole and synced. */
export interface WrittenExport {
  /** Where, to be shown. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ExportAnswers {
  'runs.export': WrittenExport;
  /** null: the person cancelled. */
  'runs.exportDialog': WrittenExport | null;
}
