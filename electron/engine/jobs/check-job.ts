import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { JsonObject } from '#shared/json.ts';
import { properties, propertyTitles, type SourceVerdict } from '#shared/model/verdict.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { checkSource, createInlineCheckPool, verdictHash } from '../integrity/checker.ts';
import type { CheckPool, CheckTools, Inputs } from '../integrity/scheme.ts';
import { sourcesList } from '../store/queries/sources.ts';
import type { CaseBench } from './case-bench.ts';
import { createCheckThreadPool } from './check-pool.ts';
import { noteVerdicts } from './note-verdicts.ts';
import { throwIfCancelled, type JobControl } from './jobs.ts';

/** Below this a thread takes longer to start than the check. */
const threadsFromBytes = 8 << 20;
const checkingThreads = 2;

/**
 * Checks sources of the open case. Each verdict is kept in `work/` and its hash in the journal, when all of them are there;
 * cancelled, nothing is kept.
 */
export async function checkSources(bench: CaseBench, sourceKey: number | null, inputs: Inputs, journalled: JsonObject, threads: boolean, control: JobControl): Promise<void> {
  const rows = (await sourcesList(bench.store, bench.caseKey)).filter((row) => sourceKey === null || row.sourceKey === sourceKey);
  if (rows.length === 0) throw new ProblemError('no-such-source', sourceKey === null ? 'This case has no sources.' : `This case has no source number ${sourceKey}.`, 'Import something first.');
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const pool = poolFor(total, threads);
  const checked: { readonly sourceKey: number; readonly name: string; readonly sourceSha256: string; readonly verdicts: readonly SourceVerdict[] }[] = [];
  let bytesDone = 0;
  let records = 0;
  try {
    for (const row of rows) {
      throwIfCancelled(control.signal);
      control.report({ step: `Checking ${row.name}`, bytesTotal: total, bytesDone });
      const { path, bytes, layout } = await bench.shelf.source(row.sourceKey);
      const before = bytesDone;
      const tools: CheckTools = {
        pool, signal: control.signal,
        onProgress(more, count) {
          // A layer inside the records reads them again: progress never runs past the source.
          bytesDone = Math.min(before + row.bytes, bytesDone + more);
          records += count;
          control.report({ bytesDone, records });
        },
      };
      const verdicts = await checkSource({ sourceKey: row.sourceKey, name: row.name, path, bytes, importedSha256: row.sha256, layout }, inputs, tools);
      bytesDone = before + row.bytes;
      checked.push({ sourceKey: row.sourceKey, name: row.name, sourceSha256: row.sha256, verdicts });
    }
  } finally {
    await pool.close();
  }
  throwIfCancelled(control.signal);
  control.report({ step: 'Writing the verdicts', canCancel: false });
  for (const one of checked) keepVerdicts(bench.case.folder.work, one.sourceKey, one.verdicts);
  const entries = checked.map(({ verdicts, ...about }) => ({
    ...about, summary: summaryOf(verdicts), verdictSha256: verdictHash(verdicts), failures: verdicts.reduce((sum, { failures, moreFailures }) => sum + failures.length + moreFailures, 0),
    profiles: verdicts.flatMap(({ profile, inferred }) => (profile === null ? [] : [{ id: profile.id, sha256: profile.sha256, inferred }])),
  }));
  orThrow(bench.case.journal.append('source-verified', { ...journalled, sources: entries }));
  await noteVerdicts(bench, entries);
}

/** A few words for lists, in place of what the import saw. */
function summaryOf(verdicts: readonly SourceVerdict[]): string {
  const mechanisms = [...new Set(verdicts.map(({ mechanism }) => mechanism))].join('; ');
  if (mechanisms === 'none') return 'no mechanism';
  const failed = properties.filter((property) => verdicts.some((verdict) => verdict.properties[property].verdict === 'failed'));
  return `${mechanisms}, checked: ${failed.length === 0 ? 'nothing failed' : `failed at ${failed.map((property) => propertyTitles[property].toLowerCase()).join(', ')}`}`;
}

/** A file where it lies. */
export async function checkBareFile(path: string, inputs: Inputs, threads: boolean): Promise<readonly SourceVerdict[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) throw new ProblemError('file-missing', `There is no file at ${path}.`, 'Choose the file again.');
  const pool = poolFor(found.size, threads);
  try {
    return await checkSource({ sourceKey: null, name: basename(path), path, bytes: found.size, importedSha256: null, layout: null }, inputs, { pool, signal: new AbortController().signal, onProgress: () => undefined });
  } finally {
    await pool.close();
  }
}

/** The case's own journal, by the same engine as every other log. `ownKey`: this installation's, when it may be the journal's. */
export async function checkOwnJournal({ case: { journal } }: Pick<CaseBench, 'case'>, inputs: Inputs): Promise<SourceVerdict> {
  const { size } = await stat(journal.path);
  const tools: CheckTools = { pool: createInlineCheckPool(), signal: new AbortController().signal, onProgress: () => undefined };
  const [verdict] = await checkSource({ sourceKey: null, name: 'journal.jsonl', path: journal.path, bytes: size, importedSha256: null, layout: { kind: 'lines' } }, inputs, tools);
  if (verdict === undefined) throw new ProblemError('journal-empty', 'The journal has no entries.');
  return verdict;
}

function poolFor(bytes: number, threads: boolean): CheckPool {
  return threads && bytes >= threadsFromBytes ? createCheckThreadPool(checkingThreads) : createInlineCheckPool();
}

export function verdictPath(work: string, sourceKey: number): string {
  return join(work, 'verdicts', `${sourceKey}.json`);
}

function keepVerdicts(work: string, sourceKey: number, verdicts: readonly SourceVerdict[]): void {
  const path = verdictPath(work, sourceKey);
  mkdirSync(join(work, 'verdicts'), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(verdicts));
  renameSync(`${path}.new`, path);
}
