import { orThrow } from '#shared/result.ts';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import type { Received } from '../case/vault.ts';
import { completenessBySource } from '../store/queries/completeness.ts';
import { refreshRunShape } from '../store/run-shape.ts';
import type { CaseBench } from './case-bench.ts';
import type { LoadedSource } from './load-source.ts';
import type { RecognisedSource, UnreadMember } from './recognise-source.ts';

/** One source of an import: what it is and what reading it showed. */
export interface SourceEntry extends Omit<RecognisedSource, 'received' | 'left'> {
  readonly received: Pick<Received, 'sha256' | 'bytes'>;
  readonly sourceKey: number;
  readonly loaded: LoadedSource;
}

/** The row, but for what only the closed import knows: runs, journal entry, time. */
export async function writeSourceRow({ store, caseKey }: CaseBench, entry: SourceEntry): Promise<void> {
  const { loaded } = entry;
  await store.query(
    `INSERT INTO source (case_key, source_key, import_seq, name, vault_sha256, member, sha256, bytes, format, layout, mapping, detection, zone, read, accepted,
                         rejected, duplicate, runs, first_at, last_at, without_time, zoneless_times, imported_at, integrity, completeness, coverage)
     VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $19, $20, 0, $21, $22, $23)`,
    [
      caseKey, entry.sourceKey, entry.name, entry.received.sha256, entry.member, entry.sha256, entry.bytes, entry.importer, JSON.stringify(entry.layout),
      entry.mapping === null ? null : JSON.stringify(entry.mapping), entry.detection, entry.zone, loaded.read, loaded.accepted, loaded.rejected, loaded.duplicate,
      loaded.firstAt, loaded.lastAt, loaded.withoutTime, loaded.zonelessTimes, entry.integrity, JSON.stringify({ signs: loaded.incomplete }), JSON.stringify(loaded.hours),
    ],
  );
}

/**
 * The last step inside the transaction: the journal entry, then the mark that ties the index to it. What the entry holds
 * is all a rebuild needs beside the vault.
 */
export async function closeImport(bench: CaseBench, entries: readonly SourceEntry[], notRead: readonly UnreadMember[]): Promise<void> {
  const { seq, at } = orThrow(bench.case.journal.append('import-finished', { sources: entries.map(journalled), ...notReadWords(notRead) }));
  await markImport(bench, seq, at);
}

/** What was chosen and not read, as the journal keeps it; nothing when there is none. */
export function notReadWords(notRead: readonly UnreadMember[]): JsonObject {
  return notRead.length === 0 ? {} : { notRead: notRead.map(({ name, problem }) => ({ name, problem: problem.code })) };
}

/** Ties the sources written since the last mark to their journal entry. */
export async function markImport({ store, caseKey }: CaseBench, seq: number, at: string): Promise<void> {
  await store.query('UPDATE source SET import_seq = $2, imported_at = $3 WHERE case_key = $1 AND import_seq = 0', [caseKey, seq, BigInt(Date.parse(at)) * 1_000_000n]);
  await store.query(
    `INSERT INTO meta (case_key, key, value) VALUES ($1, 'applied-import-seq', $2)
     ON CONFLICT (case_key, key) DO UPDATE SET value = EXCLUDED.value`,
    [caseKey, String(seq)],
  );
}

/** Runs per source, over the joined runs, and the counts that facets are answered from. */
export async function refreshCounts({ store, caseKey }: CaseBench): Promise<void> {
  await refreshRunShape(store, caseKey);
  for (const { sourceKey, runs } of await completenessBySource(store, caseKey)) {
    await store.query('UPDATE source SET runs = $3 WHERE case_key = $1 AND source_key = $2', [caseKey, sourceKey, runs]);
  }
}

function journalled(entry: SourceEntry): JsonObject {
  const { loaded } = entry;
  const layout: JsonValue = JSON.parse(JSON.stringify(entry.layout));
  const mapping: JsonValue = JSON.parse(JSON.stringify(entry.mapping));
  return {
    sourceKey: entry.sourceKey, name: entry.name, vaultSha256: entry.received.sha256, vaultBytes: entry.received.bytes, member: entry.member, sha256: entry.sha256, bytes: entry.bytes,
    format: entry.importer, layout, mapping, zone: entry.zone, detection: entry.detection, integrity: entry.integrity,
    read: loaded.read, accepted: loaded.accepted, rejected: loaded.rejected, duplicate: loaded.duplicate,
  };
}
