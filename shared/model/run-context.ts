import type { RunRow } from './run.ts';

/** Why another run stands beside one: near in time, or about or by the same. */
export const contextLists = ['time', 'record', 'subject', 'job', 'versions'] as const;
export type ContextList = (typeof contextLists)[number];

export interface RunContext {
  readonly list: ContextList;
  /** What they have in common, as recorded; null: of that the run records nothing, and `why` says so. */
  readonly common: string | null;
  readonly why: string | null;
  /** Lists exactly these runs and the run itself in the run list; null: the search box has no field for it. */
  readonly where: string | null;
  /** Runs beside the run itself, counted exactly. */
  readonly others: number;
  /** The nearest in time of them, at most twenty, in order of time; those without a time last. */
  readonly rows: readonly RunRow[];
}
