import type { ActLog } from '../acts/act-log.ts';
import type { OpenCase } from '../case/open-case.ts';
import type { Store } from '../store/store.ts';
import type { SourceShelf } from './source-shelf.ts';
import type { SurveyProgress } from './survey/survey-progress.ts';
import type { ReadingPool } from './worker-pool.ts';

/** An open case with everything a job works with. */
export interface CaseBench {
  readonly case: OpenCase;
  readonly acts: ActLog;
  readonly store: Store;
  /** The case's key in the index: 1 in a case's own database, something else where cases share one. */
  readonly caseKey: number;
  readonly shelf: SourceShelf;
  readonly pool: ReadingPool;
  readonly survey: SurveyProgress;
  /** The `resources/` folder of the build, and which build it is. */
  readonly resources: string;
  readonly build: string;
}
