import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export interface DisputedRun {
  readonly run: string;
  readonly runName: string;
  readonly subject: string | null;
  /** Nothing but the dispute is recorded of it. */
  readonly unlinked: boolean;
}

/** Runs whose records speak of a dispute, the one filed last first, and how many there are. */
export async function disputedRuns(store: Store, caseKey: number, most: number): Promise<{ readonly runs: readonly DisputedRun[]; readonly all: number }> {
  const rows = await store.query(
    `SELECT run.id::text, run.external_id, run.subject, detail.variant !~ '[^i]', count(*) OVER ()
       FROM run_detail AS detail
       JOIN run ON run.case_key = detail.case_key AND run.id = detail.run_id
      WHERE detail.case_key = $1 AND strpos(detail.variant, 'i') > 0
      ORDER BY detail.dispute_filed_at DESC NULLS LAST, run.id
      LIMIT $2`,
    [caseKey, most],
  );
  let all = 0;
  const runs = rows.map((values) => {
    const row = new Row(values);
    const run = { run: row.text(), runName: row.text(), subject: row.textOrNull(), unlinked: row.boolean() };
    all = row.number();
    return run;
  });
  return { runs, all };
}
