import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { buildTimelineRollup, timelineGrain } from '../store/timeline-rollup.ts';
import type { Session } from './session.ts';

/** Time for the window to ask what it shows, before the database is kept busy. */
const pauseMs = 400;
const counting = new WeakSet<CaseBench>();

/** Counts the runs of an opened case by time, once it is quiet, where that has not been done. Nobody waits for it: until it is done the runs themselves answer. */
export function countRunsByTime(session: Session): void {
  const bench = quietBench(session);
  if (bench === null || counting.has(bench)) return;
  counting.add(bench);
  setTimeout(() => void count(session, bench), pauseMs).unref();
}

async function count(session: Session, bench: CaseBench): Promise<void> {
  const goOn = (): boolean => quietBench(session) === bench;
  try {
    if (goOn() && (await timelineGrain(bench.store, bench.caseKey)) === null) await buildTimelineRollup(bench.store, bench.caseKey, goOn);
  } catch (error) {
    // The case was closed in between, or its index is in trouble: whoever asks for an answer is told.
    if (!(error instanceof ProblemError)) process.stderr.write(`engine: counting runs by time: ${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    counting.delete(bench);
  }
}

/** null while there is none, or a job fills its index. */
function quietBench(session: Session): CaseBench | null {
  if (!session.hasCase() || session.jobs.list().some(({ kind }) => kind === 'import' || kind === 'rebuild')) return null;
  return session.bench();
}
