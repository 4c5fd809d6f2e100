/** The read-only SQL console: what may be asked, and what comes back. No logic. */
export interface EvidenceView {
  /** As the query names it. */
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly meaning: string }[];
}

export interface SqlExample {
  readonly title: string;
  readonly sql: string;
}

export const cellKinds = ['text', 'number', 'boolean', 'time'] as const;
export type CellKind = (typeof cellKinds)[number];

export interface SqlColumn {
  readonly name: string;
  readonly kind: CellKind;
}

export type SqlAnswer =
  | {
      readonly kind: 'rows';
      readonly columns: readonly SqlColumn[];
      /** Every value as the database prints it; null is NULL. */
      readonly rows: readonly (readonly (string | null)[])[];
      /** There are more rows than these. */
      readonly more: boolean;
      readonly milliseconds: number;
      /** The planner's estimate, in its own units, beside that of one look at every run. */
      readonly cost: number;
    }
  /** Nothing was run: once begun it cannot be stopped, and it may take long. */
  | { readonly kind: 'ask'; readonly cost: number; readonly why: string };

/** A result kept in the journal: it can be run again and compared. */
export interface PinnedResult {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly name: string;
  readonly sql: string;
  readonly rows: number;
  /** SHA-256 over the RFC 8785 form of columns and rows. */
  readonly sha256: string;
}

export interface RerunResult {
  readonly seq: number;
  readonly state: 'same' | 'changed' | 'cannot be re-run';
  /** What differs, or why it cannot be run. */
  readonly why: string | null;
}

/** Rows handed over at once. A result that is longer says so. */
export const mostSqlRows = 5000;
