/**
 * The one port to the database. Plain PostgreSQL on the far side: nothing above this file may depend on PGlite.
 * Values are bound, never spliced. Statements are short: a query blocks everything behind it.
 */
export interface Store {
  /** Rows as arrays, in the order of the selected columns. bigint columns arrive as bigint or number, bytea as Uint8Array. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** `COPY … FROM STDIN (FORMAT binary)` of a complete binary COPY stream. Returns nothing: the server counts. */
  copyIn(table: string, columns: readonly string[], binary: Uint8Array, options?: CopyOptions): Promise<void>;
  /** One long transaction (an import) in which other reads may run between the statements without being able to break it. */
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

export interface CopyOptions {
  /** The table was emptied by TRUNCATE in this transaction: its rows are written as a vacuum would leave them. */
  readonly freeze?: boolean;
}
