import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** What an incident asks of its runs. Times are nanoseconds as decimal text, amounts as recorded; null: not recorded. */
export interface IncidentRunRow {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string | null;
  readonly executedAt: string | null;
  readonly subject: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  /** False: the survey that follows an import has not filled its details yet. */
  readonly surveyed: boolean;
  readonly recovered: string | null;
  readonly recoveredCurrency: string | null;
  readonly recoveryStatus: string | null;
  readonly reversible: string | null;
}

/** The runs of these ids that the case has, earliest first; those without a time last. */
export async function incidentRuns(store: Store, caseKey: number, ids: readonly string[]): Promise<readonly IncidentRunRow[]> {
  const rows = await store.query(
    `SELECT run.id::text, run.external_id, run.started_at, COALESCE(detail.executed_at, run.executed_at), run.subject,
            COALESCE(detail.executed_amount, run.amount)::text, COALESCE(detail.executed_currency, run.currency),
            detail.run_id IS NOT NULL, detail.recovered_amount::text, detail.recovered_currency, detail.recovery_status, detail.reversible
       FROM run
       LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE run.case_key = $1
        AND run.id = ANY($2::uuid[])
      ORDER BY run.started_at NULLS LAST, run.id`,
    [caseKey, `{${ids.join(',')}}`],
  );
  return rows.map(readIncidentRun);
}

function readIncidentRun(values: readonly unknown[]): IncidentRunRow {
  const row = new Row(values);
  return {
    id: row.text(), name: row.text(), startedAt: row.instant(), executedAt: row.instant(), subject: row.textOrNull(), amount: row.textOrNull(), currency: row.textOrNull(),
    surveyed: row.boolean(), recovered: row.textOrNull(), recoveredCurrency: row.textOrNull(), recoveryStatus: row.textOrNull(), reversible: row.textOrNull(),
  };
}
