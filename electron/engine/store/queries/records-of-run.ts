import type { RecordRef } from '#shared/model/lineage.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** In the order of import: by source, then by place in it. */
export async function recordsOfRun(store: Store, caseKey: number, runId: string): Promise<readonly RecordRef[]> {
  const rows = await store.query(
    `SELECT record.source_key, coalesce(source.name, ''), record.ordinal, record.byte_offset, record.byte_length, encode(record.sha256, 'hex'),
            record.event, record.at, record.duplicate
       FROM record
       LEFT JOIN source ON source.case_key = record.case_key AND source.source_key = record.source_key
      WHERE record.case_key = $1 AND record.run_id = $2::uuid
      ORDER BY record.source_key, record.byte_offset, record.part`,
    [caseKey, runId],
  );
  return rows.map((values) => {
    const row = new Row(values);
    return { sourceKey: row.number(), source: row.text(), ordinal: row.number(), offset: row.number(), length: row.number(), sha256: row.text(), event: row.text(), at: row.instant(), duplicate: row.boolean() };
  });
}
