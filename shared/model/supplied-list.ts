/** Lists that people hand in, so that rules have something to go by. No logic. */

export const suppliedListKinds = ['authority list', 'roster'] as const;
export type SuppliedListKind = (typeof suppliedListKinds)[number];

/** A list that stands: what rules go by, until it is withdrawn. */
export interface SuppliedList {
  /** Of the journal entry by which it was supplied. */
  readonly seq: number;
  readonly list: SuppliedListKind;
  readonly name: string;
  /** Of the file in the vault. */
  readonly sha256: string;
  readonly bytes: number;
  readonly entries: number;
  /** Zone for times that state none; null: none was stated, and every time of the list states its own. */
  readonly zone: string | null;
  /** Columns or members that no rule reads: kept in the file, not looked at. */
  readonly unread: readonly string[];
  readonly by: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}
