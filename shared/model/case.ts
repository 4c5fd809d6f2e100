export interface CaseInfo {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: string;
  readonly createdWith: string;
  readonly runs: number;
  readonly records: number;
  readonly sources: number;
  readonly journalEntries: number;
  readonly journalHead: string | null;
  readonly journalHeadAt: string | null;
  /** Things the person must know about this opening: interrupted import, stale lock taken over, vault item changed. */
  readonly notices: readonly string[];
}

export interface RecentCase {
  /** What to hand back to open it: a path inside the engine, an opaque id in the window. */
  readonly pathId: string;
  readonly path: string;
  readonly name: string;
  readonly lastOpenedAt: string;
  readonly runs: number | null;
  readonly sources: number | null;
  /** False: nothing is at this path now. */
  readonly found: boolean;
}

export interface VaultItem {
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly importedAt: string;
  readonly readOnly: boolean;
  /** Result of the last re-hash in this session. */
  readonly check: 'unchanged' | 'changed' | 'missing' | 'not checked';
}
