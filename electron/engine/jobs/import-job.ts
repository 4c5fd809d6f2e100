import { mkdirSync } from 'node:fs';
import type { ImportedSource } from '#shared/ipc/answers.ts';
import { orThrow, problemError, ProblemError, type Result } from '#shared/result.ts';
import type { JsonObject } from '#shared/json.ts';
import type { Received } from '../case/vault.ts';
import { openArchives, type Archives } from '../evidence/archives.ts';
import { settled } from '../evidence/settled.ts';
import { deferIndexes, restoreIndexes } from '../store/indexes.ts';
import { sourcesList } from '../store/queries/sources.ts';
import { settle } from '../store/settle.ts';
import type { CaseBench } from './case-bench.ts';
import { closeImport, notReadWords, refreshCounts, writeSourceRow, type SourceEntry } from './import-records.ts';
import type { FoundSources } from './find-sources.ts';
import { readImportState } from './import-state.ts';
import { joinRuns } from './join-runs.ts';
import { throwIfCancelled, type JobControl } from './jobs.ts';
import { loadSource, type LoadedSource } from './load-source.ts';
import { recogniseSource, type ImportRequest, type RecognisedSource, type UnreadMember } from './recognise-source.ts';

/**
 * Imports sources into the case. One transaction in the index, one `import-finished` entry in the journal; the entry is on
 * disk before the transaction commits, so the index is never ahead of the journal. Cancelled or failed: the case is as it
 * was before, but for journal entries that say so. What was chosen with others and cannot be read is named in the entry and
 * in the answer.
 */
export async function importSources(bench: CaseBench, { requests, unread: unlisted }: FoundSources, control: JobControl): Promise<readonly ImportedSource[]> {
  const names = requests.map(({ name }) => name);
  note(bench, 'import-started', { sources: names });
  const received: Received[] = [];
  const placed: number[] = [];
  let admitted = false;
  await bench.store.begin();
  try {
    const { recognised, unread } = await receiveAll(bench, requests, received, control);
    const notRead = [...unlisted, ...unread];
    const results = await loadAll(bench, recognised, placed, control);
    throwIfCancelled(control.signal);
    control.report({ step: 'Sealing', canCancel: false });
    // A container all of whose members are here already rests on nothing in this case: kept, it would be an item no entry names.
    const needed = new Set(results.entries.map((entry) => entry.received.sha256));
    for (const item of received) if (needed.has(item.sha256)) orThrow(bench.case.vault.admit(item));
    admitted = true;
    await discardAll(bench, received.filter(({ sha256 }) => !needed.has(sha256)));
    if (results.entries.length > 0) await closeImport(bench, results.entries, notRead);
    else note(bench, 'import-repeated', { sources: recognised.map(({ name, sha256 }) => ({ name, sha256 })), ...notReadWords(notRead) });
    await bench.store.commit();
    if (results.entries.length > 0) await settle(bench.store, results);
    return [...results.imported, ...notRead.map(unreadResult)];
  } catch (error) {
    await bench.store.rollback();
    if (!admitted) await discardAll(bench, received);
    const what = error instanceof ProblemError ? error.problem.code : 'engine-bug';
    note(bench, control.signal.aborted ? 'import-cancelled' : 'import-failed', { sources: names, ...(control.signal.aborted ? {} : { problem: what }) });
    throw error;
  } finally {
    // What the shelf knew by the import's own paths is found again through the index.
    for (const sourceKey of placed) bench.shelf.forget(sourceKey);
  }
}

interface AllReceived {
  readonly recognised: readonly RecognisedSource[];
  readonly unread: readonly UnreadMember[];
}

/** Copies every file into the vault's anteroom, hashed before anything looks inside, and finds out what it is. */
async function receiveAll(bench: CaseBench, requests: readonly ImportRequest[], received: Received[], control: JobControl): Promise<AllReceived> {
  const { work } = bench.case.folder;
  mkdirSync(work, { recursive: true });
  const archives = openArchives({ scratch: work });
  try {
    return await recogniseAll(bench, requests, received, archives, control);
  } finally {
    await archives.close();
  }
}

async function recogniseAll(bench: CaseBench, requests: readonly ImportRequest[], received: Received[], archives: Archives, control: JobControl): Promise<AllReceived> {
  const byPath = new Map<string, Received>();
  const recognised: RecognisedSource[] = [];
  const unread: UnreadMember[] = [];
  const total = requests.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  control.report({ step: 'Copying and hashing', bytesTotal: 2 * total });
  for (const request of requests) {
    throwIfCancelled(control.signal);
    let item = byPath.get(request.file);
    if (item === undefined) {
      const watch = { signal: control.signal, onProgress: (bytes: number) => control.report({ bytesDone: before + Math.min(bytes, request.bytes) }) };
      item = orThrow(await bench.case.vault.receive(request.file, watch));
      byPath.set(request.file, item);
      received.push(item);
    }
    before += request.bytes;
    const source = await settled(recogniseSource(request, item, bench.case.folder.work, archives, control.signal));
    if (source.ok) {
      recognised.push(source.value);
      unread.push(...source.value.left.map((problem) => ({ name: `${request.name} (what stands behind it)`, bytes: 0, problem })));
    } else if (request.isOneOfMany) unread.push({ name: request.name, bytes: request.bytes, problem: source.problem });
    else throw problemError(source.problem);
  }
  const [first] = unread;
  if (recognised.length === 0 && first !== undefined) throw problemError(first.problem);
  return { recognised, unread };
}

interface AllLoaded {
  readonly imported: readonly ImportedSource[];
  readonly entries: readonly SourceEntry[];
  /** Every row was written frozen and stayed as it was. */
  readonly frozen: boolean;
}

async function loadAll(bench: CaseBench, sources: readonly RecognisedSource[], placed: number[], control: JobControl): Promise<AllLoaded> {
  const { store, caseKey, pool, shelf } = bench;
  const freeze = await deferIndexes(store);
  const state = await readImportState(store, caseKey);
  const imported: ImportedSource[] = [];
  const entries: SourceEntry[] = [];
  /** By path: a container is read once, whatever number of members came of it. */
  const confirmed = new Map<string, Promise<Result<null>>>();
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytesDone = total;
  let records = 0;
  let sourceKey = await lastSourceKey(bench);
  for (const source of sources) {
    throwIfCancelled(control.signal);
    const before = await earlierImport(bench, source.sha256, entries);
    if (before !== null) {
      imported.push(repeated(source, before));
      continue;
    }
    sourceKey += 1;
    placed.push(sourceKey);
    shelf.place(sourceKey, source);
    control.report({ step: `Reading ${source.name}`, bytesTotal: 2 * total });
    const loaded = await loadSource(
      { ...source, sourceKey },
      {
        store, caseKey, pool, state, freeze, signal: control.signal,
        onBatch: (bytes, count) => {
          bytesDone += bytes;
          records += count;
          control.report({ bytesDone, records, bytesTotal: 2 * total });
        },
      },
    );
    throwIfCancelled(control.signal);
    // The copy is read a second time and compared by a thread that has nothing to parse any more, while the index is built.
    if (!confirmed.has(source.received.path)) confirmed.set(source.received.path, confirmCopy(bench, source.received));
    const entry = { ...source, sourceKey, loaded };
    await writeSourceRow(bench, entry);
    entries.push(entry);
  }
  control.report({ step: 'Building the index' });
  await restoreIndexes(store);
  throwIfCancelled(control.signal);
  if (state.shared.size > 0) control.report({ step: `Joining ${state.shared.size} runs that several records or sources speak of` });
  await joinRuns(store, caseKey, shelf, [...state.shared].sort(), () => throwIfCancelled(control.signal));
  for (const outcome of confirmed.values()) orThrow(await outcome);
  await refreshCounts(bench);
  const runs = new Map((await sourcesList(store, caseKey)).map((source) => [source.sourceKey, source.runs]));
  for (const entry of entries) imported.push(resultOf(entry, runs.get(entry.sourceKey) ?? 0));
  return { imported: inOrderOf(sources, imported), entries, frozen: freeze && state.shared.size === 0 };
}

/** A copy still being synced is let finish: some systems do not remove an open file. */
async function discardAll({ case: { vault } }: CaseBench, received: readonly Received[]): Promise<void> {
  await Promise.all(received.map(({ synced }) => synced));
  for (const item of received) vault.discard(item);
}

function confirmCopy(bench: CaseBench, received: Received): Promise<Result<null>> {
  const confirmed = bench.case.vault.confirm(received, { hash: (path) => bench.pool.hash(path) });
  confirmed.catch(() => undefined);
  return confirmed;
}

async function lastSourceKey({ store, caseKey }: CaseBench): Promise<number> {
  const [row] = await store.query('SELECT coalesce(max(source_key), 0) FROM source WHERE case_key = $1', [caseKey]);
  return Number(row?.[0] ?? 0);
}

/** How many records these very bytes gave when they were imported first; null when they are new. */
async function earlierImport({ store, caseKey }: CaseBench, sha256: string, entries: readonly SourceEntry[]): Promise<number | null> {
  const same = entries.find((entry) => entry.sha256 === sha256);
  if (same !== undefined) return same.loaded.read;
  const [row] = await store.query('SELECT read FROM source WHERE case_key = $1 AND sha256 = $2', [caseKey, sha256]);
  return row === undefined ? null : Number(row[0]);
}

function repeated(source: RecognisedSource, read: number): ImportedSource {
  return { name: source.name, sha256: source.sha256, bytes: source.bytes, format: source.importer, read, accepted: 0, rejected: 0, duplicate: read, runs: 0, alreadyImported: true, problems: [] };
}

function resultOf(entry: SourceEntry, runs: number): ImportedSource {
  const { loaded }: { loaded: LoadedSource } = entry;
  return {
    name: entry.name, sha256: entry.sha256, bytes: entry.bytes, format: entry.importer, runs, alreadyImported: false,
    read: loaded.read, accepted: loaded.accepted, rejected: loaded.rejected, duplicate: loaded.duplicate,
    problems: loaded.firstRejects.map(({ offset, reason }) => ({ offset, reason })), incomplete: loaded.incomplete,
  };
}

function unreadResult({ name, bytes, problem }: UnreadMember): ImportedSource {
  return { name, sha256: '', bytes, format: '', read: 0, accepted: 0, rejected: 0, duplicate: 0, runs: 0, alreadyImported: false, problems: [], notRead: problem };
}

function inOrderOf(sources: readonly RecognisedSource[], imported: readonly ImportedSource[]): readonly ImportedSource[] {
  const place = new Map(sources.map((source, index) => [source.name, index]));
  return [...imported].sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
}

function note({ case: { journal } }: CaseBench, act: string, data: JsonObject): void {
  orThrow(journal.append(act, data));
}
