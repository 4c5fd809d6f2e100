import { z } from 'zod';
import { proofFormat, type IncompleteSign, type SourceRow } from '#shared/model/source.ts';
import { importers } from '../../importers/index.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** In the order of import. */
export async function sourcesList(store: Store, caseKey: number): Promise<readonly SourceRow[]> {
  const rows = await store.query(
    `SELECT source_key, name, sha256, vault_sha256, bytes, format, detection, read, accepted, rejected, duplicate, runs,
            first_at, last_at, without_time, zone, zoneless_times, imported_at, integrity, completeness
       FROM source
      WHERE case_key = $1
      ORDER BY source_key`,
    [caseKey],
  );
  return rows.map(readSource);
}

function readSource(values: readonly unknown[]): SourceRow {
  const row = new Row(values);
  const [sourceKey, name, sha256, vaultSha256, bytes, format] = [row.number(), row.text(), row.text(), row.text(), row.number(), row.text()];
  return {
    sourceKey,
    name,
    sha256,
    vaultSha256,
    bytes,
    format,
    // An importer that a later build dropped leaves its id.
    formatTitle: format === proofFormat ? 'Kept as proof' : importers.find(({ id }) => id === format)?.title ?? format,
    detection: row.text(),
    read: row.number(),
    accepted: row.number(),
    rejected: row.number(),
    duplicate: row.number(),
    runs: row.number(),
    firstAt: row.instant(),
    lastAt: row.instant(),
    withoutTime: row.number(),
    zoneAssumption: row.textOrNull(),
    zonelessTimes: row.number(),
    importedAt: row.instant() ?? '0',
    integrity: row.text(),
    incomplete: readIncomplete(row.text()),
    // What people state is in the journal: whoever answers with the list adds it.
    clock: null,
  };
}

const kinds = ['cut', 'more', 'filtered', 'sampled', 'dropped', 'omitted', 'texts-cut', 'sequence-gap', 'sequence-start', 'chain-start', 'cap', 'page-size', 'time-window', 'silence'] as const;
const incomplete = z.object({
  signs: z.array(z.object({ kind: z.enum(kinds), because: z.string(), seen: z.record(z.string(), z.union([z.string(), z.number()])), sure: z.enum(['stated', 'likely', 'possible']) })).nullable().default(null),
});

/** Builds that looked for no signs left an empty object. */
function readIncomplete(column: string): readonly IncompleteSign[] | null {
  return incomplete.parse(JSON.parse(column)).signs;
}
