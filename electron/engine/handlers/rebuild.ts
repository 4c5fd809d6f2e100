import { orThrow, ProblemError } from '#shared/result.ts';
import { rebuildIndex } from '../jobs/rebuild-job.ts';
import type { Session } from './session.ts';

/** Throws the index away and makes it again. The journal notes it, with what differed. */
export async function rebuildOpenCase(session: Session): Promise<string> {
  if (session.jobs.busy) throw new ProblemError('busy', 'Another job is running on this case.', 'Wait for it or cancel it, then rebuild.');
  await session.stopSurvey();
  await session.renewIndex();
  const bench = session.bench();
  return session.jobs.start('rebuild', 'Rebuilding the index', async (control) => {
    control.report({ canCancel: false });
    const { sources, differences } = await rebuildIndex(bench, control);
    orThrow(bench.case.journal.append('index-rebuilt', { sources: sources.length, differences }));
    return sources;
  });
}
