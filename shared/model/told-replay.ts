/** A threshold rule worked through again over what a run recorded, as it is told to people. No logic. */

export interface ToldCondition {
  /** `refund amount < 100 EUR`. */
  readonly text: string;
  /** What would be the case if it did not hold: `refund amount ≥ 100 EUR`; null: it is not readable. */
  readonly opposite: string | null;
  readonly holds: boolean | 'unknown';
  /** What the run recorded of it; of *unknown*, why it cannot be told. */
  readonly found: string;
}

/** One entry of the rule that was in force: where several were, none is chosen silently. */
export interface ToldRule {
  readonly version: string;
  readonly from: string;
  readonly until: string | null;
  readonly text: string | null;
  readonly effect: string | null;
  readonly holds: boolean | 'unknown';
  readonly conditions: readonly ToldCondition[];
  /** The record of the registry that states it; null where it cannot be read back. */
  readonly place: { readonly source: string; readonly sourceKey: number; readonly offset: number; readonly length: number; readonly sha256: string } | null;
}

export interface ToldReplay {
  /** `rule T-2026-03 version 1`. */
  readonly rule: string;
  /** What it comes to, in words that judge nobody. */
  readonly result: string;
  /** Nanoseconds as decimal text: when the rule had to be in force; null: no time is recorded. */
  readonly instant: string | null;
  /** The decision states no time: the execution's stands for it. */
  readonly byExecution: boolean;
  readonly rules: readonly ToldRule[];
}
