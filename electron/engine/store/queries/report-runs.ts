import type { ReportRun } from '#shared/model/report.ts';
import { approvalClasses, outcomeStatuses } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** The runs of these ids that the case has, in the order of their start; those without a time last. */
export async function reportRuns(store: Store, caseKey: number, ids: readonly string[]): Promise<readonly ReportRun[]> {
  const rows = await store.query(
    `SELECT run.id::text, run.external_id, run.started_at, COALESCE(detail.executed_at, run.executed_at), run.action_type, run.environment, run.agent,
            run.model, run.model_version, run.prompt_template, run.prompt_version, run.approval_class, run.approver, run.rule_id, run.outcome,
            COALESCE(detail.executed_amount, run.amount)::text, COALESCE(detail.executed_currency, run.currency), run.subject, run.system, run.target_record,
            run.fields, run.contradictions, detail.run_id IS NOT NULL, detail.executions, detail.country, detail.proposed_amount::text
       FROM run
       LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE run.case_key = $1
        AND run.id = ANY($2::uuid[])
      ORDER BY run.started_at NULLS LAST, run.id`,
    [caseKey, `{${ids.join(',')}}`],
  );
  return rows.map((values) => {
    const row = new Row(values);
    return {
      id: row.text(), name: row.text(), startedAt: row.instant(), executedAt: row.instant(), actionType: row.textOrNull(), environment: row.textOrNull(), agent: row.textOrNull(),
      model: row.textOrNull(), modelVersion: row.textOrNull(), promptTemplate: row.textOrNull(), promptVersion: row.textOrNull(), approvalClass: row.code(approvalClasses), approver: row.textOrNull(), ruleId: row.textOrNull(), outcome: row.code(outcomeStatuses),
      amount: row.textOrNull(), currency: row.textOrNull(), subject: row.textOrNull(), system: row.textOrNull(), targetRecord: row.textOrNull(),
      fields: row.text(), contradictions: row.number(), surveyed: row.boolean(), executions: row.numberOrNull(), country: row.textOrNull(), proposedAmount: row.textOrNull(),
    };
  });
}
