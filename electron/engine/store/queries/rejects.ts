import { z } from 'zod';
import type { Page } from '#shared/ipc/answers.ts';
import type { RejectRow } from '#shared/model/source.ts';
import { ProblemError } from '#shared/result.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export interface RejectsAsked {
  /** null: of every source. */
  readonly sourceKey: number | null;
  readonly after: string | null;
  readonly limit: number;
}

/** In the order of the sources and of their bytes. */
export async function rejectsPage(store: Store, caseKey: number, { sourceKey, after, limit }: RejectsAsked): Promise<Page<RejectRow>> {
  const rows = await store.query(
    `SELECT reject.source_key, coalesce(source.name, ''), reject.ordinal, reject.byte_offset, reject.byte_length, reject.rule, reject.reason, reject.excerpt
       FROM reject
       LEFT JOIN source ON source.case_key = reject.case_key AND source.source_key = reject.source_key
      WHERE reject.case_key = $1
        AND ($2::integer IS NULL OR reject.source_key = $2::integer)
        AND (reject.source_key, reject.byte_offset, reject.ordinal) > ($3::integer, $4::bigint, $5::bigint)
      ORDER BY reject.source_key, reject.byte_offset, reject.ordinal
      LIMIT $6`,
    [caseKey, sourceKey, ...(after === null ? [-1, -1, -1] : readCursor(after)), limit + 1],
  );
  const page = rows.slice(0, limit).map(readReject);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? JSON.stringify([last.sourceKey, last.offset, last.ordinal]) : null };
}

function readReject(values: readonly unknown[]): RejectRow {
  const row = new Row(values);
  return { sourceKey: row.number(), source: row.text(), ordinal: row.number(), offset: row.number(), length: row.number(), rule: row.text(), reason: row.text(), excerpt: row.text() };
}

const cursorSchema = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

/** Untrusted: it comes back from the window. */
function readCursor(cursor: string): readonly [number, number, number] {
  try {
    return cursorSchema.parse(JSON.parse(cursor));
  } catch {
    throw new ProblemError('bad-cursor', 'The list was asked for a page it does not have.', 'Load the list again.');
  }
}
