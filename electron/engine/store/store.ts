/**
 * The one port to the database. Plain PostgreSQL on the far side: nothing above this file may depend on PGlite.
 * Values are bound, never spliced. Statements are short: a query blocks everything behind it.
 */
export interface Store {
  /** Rows as arrays, in the order of the selected columns. bigint columns arrive as bigint or number, bytea as Uint8Array. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /**
   * One SELECT somebody else wrote, by a role without rights of its own, in a transaction that cannot write and is always undone. A further
   * statement behind it is refused by the protocol. At most `most` rows, fewer where they are very long; `more` says so. Cannot be stopped once begun: look at `estimate` first.
   */
  consult(sql: string, by: Reader, most: number): Promise<Consulted>;
  /** What the planner makes of it, without running it. */
  estimate(sql: string, by: Reader): Promise<Estimate>;
  /** `COPY … FROM STDIN (FORMAT binary)` of a complete binary COPY stream. Returns nothing: the server counts. */
  copyIn(table: string, columns: readonly string[], binary: Uint8Array, options?: CopyOptions): Promise<void>;
  /** One long transaction (an import) in which other reads may run between the statements without being able to break it. */
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** Who asks, and in which schema names are looked up. Plain SQL names. */
export interface Reader {
  readonly role: string;
  readonly schema: string;
}

export interface Consulted {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  /** As the database prints them. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly more: boolean;
}

export interface Estimate {
  /** In the planner's units: one page read in order is 1. */
  readonly cost: number;
  /** Node types of the plan, each once. */
  readonly nodes: readonly string[];
  /** A function makes rows, and how many is not known: the cost is a guess. */
  readonly guessed: boolean;
}

export interface CopyOptions {
  /** The table was emptied by TRUNCATE in this transaction: its rows are written as a vacuum would leave them. */
  readonly freeze?: boolean;
}
