import { z } from 'zod';
import { columnMapping } from '#shared/ipc/contract.ts';
import type { ImportedSource } from '#shared/ipc/answers.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { ProblemError } from '#shared/result.ts';
import { deferIndexes, restoreIndexes } from '../store/indexes.ts';
import { settle } from '../store/settle.ts';
import type { CaseBench } from './case-bench.ts';
import { markImport, refreshCounts, writeSourceRow, type SourceEntry } from './import-records.ts';
import { readImportState } from './import-state.ts';
import { joinRuns } from './join-runs.ts';
import { throwIfCancelled, type JobControl } from './jobs.ts';
import { loadSource } from './load-source.ts';
import { noteJournalledVerdicts } from './note-verdicts.ts';
import { bringAnnotationsUp } from './project-annotations.ts';
import { unpackedMember } from './source-shelf.ts';
import { storedLayout } from './stored-layout.ts';

/**
 * Fills an empty index from the vault and the journal: every finished import again, in the journal's order, under the
 * format, mapping and zone it was made with. Nothing is written to the journal. Where the counts differ from the journal's
 * the vault or this build has changed; the rebuilt index stays, and the difference is named.
 */
export async function rebuildIndex(bench: CaseBench, control: JobControl): Promise<{ readonly sources: readonly ImportedSource[]; readonly differences: readonly string[] }> {
  const entries = bench.case.journal.all().filter(({ act }) => act === 'import-finished');
  const total = entries.reduce((sum, entry) => sum + importEntry.parse(entry.data).sources.reduce((bytes, source) => bytes + source.bytes, 0), 0);
  const differences: string[] = [];
  const sources: ImportedSource[] = [];
  let bytesDone = 0;
  let records = 0;
  control.report({ step: 'Rebuilding from vault and journal', bytesTotal: total });
  for (const entry of entries) {
    await replay(bench, entry, control, sources, differences, (bytes, count) => {
      bytesDone += bytes;
      records += count;
      control.report({ bytesDone, records });
    });
  }
  await noteJournalledVerdicts(bench);
  await bringAnnotationsUp(bench);
  await settle(bench.store);
  return { sources, differences };
}

/** Seq of the last import the journal holds; 0 for none. */
export function journalledImport({ case: { journal } }: Pick<CaseBench, 'case'>): number {
  return journal.all().findLast(({ act }) => act === 'import-finished')?.seq ?? 0;
}

async function replay(bench: CaseBench, entry: JournalEntry, control: JobControl, sources: ImportedSource[], differences: string[], onBatch: (bytes: number, records: number) => void): Promise<void> {
  const { store, caseKey, pool, shelf } = bench;
  await store.begin();
  try {
    const freeze = await deferIndexes(store);
    const state = await readImportState(store, caseKey);
    for (const was of importEntry.parse(entry.data).sources) {
      throwIfCancelled(control.signal);
      const path = was.member === null ? bench.case.vault.pathOf(was.vaultSha256) : await unpackedMember(bench.case.vault, bench.case.folder.work, was);
      if (was.member === null && !bench.case.vault.has(was.vaultSha256)) {
        throw new ProblemError('vault-item-missing', `The vault no longer holds ${was.name} (${was.vaultSha256}).`, 'Restore it from a copy of the case: put the file back under its hash in vault/sha256/.');
      }
      shelf.place(was.sourceKey, { ...was, path, importer: was.format });
      const loaded = await loadSource({ ...was, path, importer: was.format }, { store, caseKey, pool, state, freeze, signal: control.signal, onBatch });
      throwIfCancelled(control.signal);
      const source: SourceEntry = { ...was, path, importer: was.format, loaded, received: { sha256: was.vaultSha256, bytes: was.vaultBytes } };
      await writeSourceRow(bench, source);
      for (const count of ['read', 'accepted', 'rejected', 'duplicate'] as const) {
        if (loaded[count] !== was[count]) differences.push(`${was.name}: the journal says ${was[count]} ${count}, the vault now gives ${loaded[count]}.`);
      }
      sources.push({
        name: was.name, sha256: was.sha256, bytes: was.bytes, format: was.format, read: loaded.read, accepted: loaded.accepted, rejected: loaded.rejected, duplicate: loaded.duplicate,
        runs: 0, alreadyImported: false, problems: loaded.firstRejects.map(({ offset, reason }) => ({ offset, reason })), incomplete: loaded.incomplete,
      });
    }
    await restoreIndexes(store);
    await joinRuns(store, caseKey, shelf, [...state.shared].sort(), () => throwIfCancelled(control.signal));
    await refreshCounts(bench);
    await markImport(bench, entry.seq, entry.at);
    await store.commit();
  } catch (error) {
    await store.rollback();
    throw error;
  }
}

const importEntry = z.object({
  sources: z.array(
    z.object({
      sourceKey: z.number().int(),
      name: z.string(),
      vaultSha256: z.string(),
      vaultBytes: z.number(),
      member: z.string().nullable(),
      sha256: z.string(),
      bytes: z.number(),
      format: z.string(),
      layout: storedLayout,
      mapping: columnMapping.nullable(),
      zone: z.string().nullable(),
      detection: z.string(),
      integrity: z.string(),
      read: z.number(),
      accepted: z.number(),
      rejected: z.number(),
      duplicate: z.number(),
    }),
  ),
});
