import type { RecordRef } from '#shared/model/lineage.ts';
import { defined } from '#shared/assert.ts';
import { isProblem, parseRecord } from '../evidence/parse-record.ts';
import { importerById } from '../importers/index.ts';
import type { PlacedEvent } from '../lineage/placed-event.ts';
import { runIdOf } from '../lineage/run-id.ts';
import type { Store } from '../store/store.ts';
import type { SourceShelf } from './source-shelf.ts';

/** A run as the vault's bytes state it now, record by record in the order of import. */
export interface RecalledRun {
  readonly id: string;
  readonly events: readonly PlacedEvent[];
  /** The record each event was read from, same index; bytes exactly as in the source. */
  readonly evidence: readonly { readonly record: RecordRef; readonly bytes: Buffer }[];
  /** Every record, duplicates included. */
  readonly records: readonly RecordRef[];
}

interface GrowingRun {
  readonly id: string;
  readonly events: PlacedEvent[];
  readonly evidence: { readonly record: RecordRef; readonly bytes: Buffer }[];
  readonly records: RecordRef[];
}

/** Reads runs back from the vault through the index. Order of the answer: as asked. */
export async function recallRuns(store: Store, caseKey: number, shelf: SourceShelf, ids: readonly string[]): Promise<readonly RecalledRun[]> {
  const rows = await store.query(
    `SELECT run_id::text, source_key, byte_offset, byte_length, ordinal, pointer, part, encode(sha256, 'hex'), event, at::text, duplicate
       FROM record
      WHERE case_key = $1 AND run_id = ANY($2::uuid[])
      ORDER BY source_key, byte_offset, part`,
    [caseKey, ids],
  );
  const runs = new Map(ids.map((id): [string, GrowingRun] => [id, { id, events: [], evidence: [], records: [] }]));
  for (const row of rows) {
    const run = defined(runs.get(String(row[0])), 'a run that was asked for');
    const sourceKey = Number(row[1]);
    const source = await shelf.source(sourceKey);
    const record: RecordRef = {
      sourceKey, source: source.name, ordinal: Number(row[4]), offset: Number(row[2]), length: Number(row[3]),
      sha256: String(row[7]), event: String(row[8]), at: row[9] === null ? null : String(row[9]), duplicate: row[10] === true,
    };
    run.records.push(record);
    if (record.duplicate) continue;
    const bytes = await source.read(record.offset, record.length);
    const parsed = parseRecord(bytes, { offset: record.offset, length: record.length, ordinal: record.ordinal, pointer: String(row[5]) }, source.layout);
    // Unreadable now although it was read at import: the bytes in the vault changed. The record stays listed; re-hashing says so.
    if (isProblem(parsed)) continue;
    const read = importerById(source.importer).normalise({ ...parsed, sha256: record.sha256 }, { name: source.name, layout: source.layout, mapping: source.mapping, zone: source.zone });
    if (read.kind !== 'events') continue;
    const event = read.events[Number(row[6])];
    if (event === undefined || runIdOf(event.runKey) !== run.id) continue;
    run.events.push({ event, sourceKey, source: source.name, ordinal: record.ordinal, zone: source.zone });
    run.evidence.push({ record, bytes });
  }
  return [...runs.values()];
}
