import { versionRegistryFormat, type Versions } from '#shared/model/version.ts';
import { isProblem, parseRecord } from '../evidence/parse-record.ts';
import { readEntry } from '../importers/version-registry/read-entry.ts';
import { mergeVersions, type StatedEntry } from '../lineage/versions.ts';
import { versionUses, type VersionUsed } from '../store/queries/version-uses.ts';
import type { CaseBench } from './case-bench.ts';

/** Every version the case knows of: entries of its registries, read back from the vault now, and what its runs say they used. */
export async function recallVersions(bench: Pick<CaseBench, 'store' | 'caseKey' | 'shelf'>, uses?: readonly VersionUsed[]): Promise<Versions> {
  return mergeVersions(await statedVersions(bench), uses ?? (await versionUses(bench.store, bench.caseKey)));
}

/** Also those whose very bytes another registry has: each is a place that says so. */
export async function statedVersions({ store, caseKey, shelf }: Pick<CaseBench, 'store' | 'caseKey' | 'shelf'>): Promise<readonly StatedEntry[]> {
  const rows = await store.query(
    `SELECT record.source_key, record.byte_offset, record.byte_length, record.ordinal, record.pointer
       FROM record
       JOIN source ON source.case_key = record.case_key AND source.source_key = record.source_key
      WHERE record.case_key = $1 AND source.format = $2
      ORDER BY source.name, source.sha256, record.byte_offset`,
    [caseKey, versionRegistryFormat],
  );
  const found: StatedEntry[] = [];
  for (const row of rows) {
    const [sourceKey = 0, offset = 0, length = 0, ordinal = 0] = row.slice(0, 4).map(Number);
    const pointer = String(row[4]);
    const source = await shelf.source(sourceKey);
    const record = parseRecord(await source.read(offset, length), { offset, length, ordinal, pointer }, source.layout);
    if (isProblem(record)) continue;
    const read = readEntry(pointer, record.value, source.zone);
    if (read.ok) found.push({ entry: read.entry, place: { source: source.name, sourceKey, offset, length } });
  }
  return found;
}
