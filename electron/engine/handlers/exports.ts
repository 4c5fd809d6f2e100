import { z } from 'zod';
import { requests, type Request } from '#shared/ipc/contract.ts';
import type { WrittenExport } from '#shared/ipc/answers.ts';
import type { RunRow } from '#shared/model/run.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { runTable } from '#shared/export/run-table.ts';
import { tableWriter } from '#shared/export/table-writer.ts';
import { actKind } from '../acts/act-kind.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { runsById } from '../store/queries/find-run.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { runsPage } from '../store/queries/runs-page.ts';
import { handler, type Handler } from './handler.ts';
import { refuseUnfinishedSearch } from './searchable-bench.ts';
import type { Session } from './session.ts';
import { writeExport } from './write-export.ts';

/** What left the case, so that a file can be told later: its hash, what was asked for it and how many rows it holds. Without the place: that is this computer's. */
const runsExported = actKind({
  act: 'runs-exported',
  data: z.strictObject({ where: z.string(), chosen: z.number().int().nullable(), format: z.string(), columns: z.array(z.string()), rows: z.number().int(), sha256: z.string() }),
  words: ({ rows, format }) => `export of ${rows} runs as ${format}`,
});

export const exportHandlers: readonly Handler[] = [handler('runs.export', requests['runs.export'], exportRuns)];

async function exportRuns(session: Session, asked: Request<'runs.export'>): Promise<WrittenExport> {
  const bench = session.settledBench();
  const { where, ids, format, columns } = asked;
  if (ids === null) await refuseUnfinishedSearch(bench, where);
  const { matching, total } = ids === null ? await runsCount(bench.store, bench.caseKey, where) : { matching: ids.length, total: (await runsCount(bench.store, bench.caseKey, '')).total };
  const notes = [`Runs of the case ${bench.case.folder.name}: ${matching} of ${total}, ${ids !== null ? 'chosen one by one' : where.trim() === '' ? 'all there are' : `those that match: ${where}`}.`, 'Times are UTC. An amount is as recorded, in the recorded currency.'];
  const { columns: shown, cells } = runTable(columns);
  const writer = tableWriter(format, { title: 'Runs', columns: shown, absent: 'not recorded', notes });

  async function* pieces(): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
    yield { text: writer.head(), rows: 0 };
    let written = 0;
    for await (const runs of ids === null ? pagesOf(session, asked) : chosen(bench, ids)) {
      written += runs.length;
      yield { text: runs.map((run) => writer.row(cells(run))).join(''), rows: runs.length };
    }
    // A file that says how many rows it has must have them.
    if (written !== matching) throw new ProblemError('export-changed', `${matching} runs were to be written and ${written} were found: the case changed meanwhile.`, 'Export again.');
    yield { text: writer.foot(), rows: 0 };
  }

  const written = await writeExport(asked.pathId, bench.case.folder.path, pieces());
  orThrow(bench.acts.record(runsExported, { where, chosen: ids?.length ?? null, format, columns: [...columns], rows: written.rows, sha256: written.sha256 }));
  return written;
}

const pageSize = 500;

/** Every run the search matches, page by page, in the order asked. Ends in a problem once a job begins to fill the index. */
async function* pagesOf(session: Session, { where, sort }: Request<'runs.export'>): AsyncGenerator<readonly RunRow[]> {
  let after: string | null = null;
  do {
    const { store, caseKey } = session.settledBench();
    const page: Awaited<ReturnType<typeof runsPage>> = await runsPage(store, caseKey, { where, sort, after, limit: pageSize });
    yield page.rows;
    after = page.next;
  } while (after !== null);
}

async function* chosen({ store, caseKey }: CaseBench, ids: readonly string[]): AsyncGenerator<readonly RunRow[]> {
  for (let from = 0; from < ids.length; from += pageSize) yield runsById(store, caseKey, ids.slice(from, from + pageSize));
}
