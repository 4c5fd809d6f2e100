import type { RuleContext } from '../../findings/finding-rule.ts';
import type { RangeTask } from '../batch.ts';

/** What a thread needs to survey the runs of one part of a source. Structured-clone safe. */
export interface SurveyTask {
  readonly range: RangeTask;
  /** `offset.part` of the records that are not to be surveyed here: duplicates, records of runs with several, runs surveyed before. */
  readonly skip: ReadonlySet<string>;
  readonly context: RuleContext;
}

/** Runs surveyed, encoded for COPY. */
export interface SurveyBatch {
  readonly runs: number;
  readonly bytes: number;
  /** 16 bytes a run. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** By the name of the table. */
  readonly rows: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** Runs whose records name others, 16 bytes each: to be read with those. */
  readonly declined: Uint8Array<ArrayBuffer>;
  readonly failures: readonly RuleFailure[];
}

/** A rule threw on a run: a bug of ours, which must not pass for "nothing found". */
export interface RuleFailure {
  readonly rule: string;
  readonly run: string;
  readonly what: string;
}
