import type { ImportItem } from '#shared/ipc/contract.ts';
import { ProblemError } from '#shared/result.ts';
import { findSources } from '../jobs/find-sources.ts';
import { importSources } from '../jobs/import-job.ts';
import type { Session } from './session.ts';

/** Starts the import of what a person chose: files, folders and containers, each member on its own. */
export async function startImport(session: Session, items: readonly ImportItem[]): Promise<string> {
  const bench = session.bench();
  if (session.jobs.busy) throw new ProblemError('busy', 'Another job is running on this case.', 'Wait for it or cancel it, then import.');
  await session.stopSurvey();
  const title = items.length === 1 ? 'Importing' : `Importing ${items.length} files`;
  return session.jobs.start('import', title, async (control) => {
    control.report({ step: 'Looking at what was chosen' });
    const found = [];
    for (const item of items) found.push(await findSources(item));
    const requests = found.flatMap((one) => one.requests);
    if (requests.length === 0) throw new ProblemError('nothing-to-import', 'There is no file in what was chosen.', 'Choose a file, a folder that holds files, or an archive.');
    return importSources(bench, { requests, unread: found.flatMap(({ unread }) => unread) }, control);
  });
}
