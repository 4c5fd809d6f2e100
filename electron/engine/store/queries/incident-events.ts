import type { RawEvent } from '#shared/ipc/answers.ts';
import { outcomeStatuses } from '#shared/model/run.ts';
import { stageKinds } from '#shared/model/lineage.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

/** An event as the records of a run tell it; `kind` is its stage. What a person made of it is in the journal. */
export type IncidentEventRow = Omit<RawEvent, 'promoted'>;

export interface EventCursor {
  readonly at: string;
  readonly run: string;
  readonly stage: number;
}

/** Of a run that no survey has looked at only the execution is known. `stage` orders what happened at one instant. */
const events = `
  FROM run
  LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
  LEFT JOIN source ON source.case_key = run.case_key AND source.source_key = run.source_key
 CROSS JOIN LATERAL (VALUES
         (${stageKinds.indexOf('trigger')}, detail.triggered_at),
         (${stageKinds.indexOf('output')}, detail.proposed_at),
         (${stageKinds.indexOf('decision')}, detail.decided_at),
         (${stageKinds.indexOf('execution')}, COALESCE(detail.executed_at, run.executed_at)),
         (${stageKinds.indexOf('outcome')}, detail.confirmed_at),
         (${stageKinds.indexOf('dispute')}, detail.dispute_filed_at),
         (${stageKinds.indexOf('consent')}, detail.consent_at)) AS event (stage, at)
 WHERE run.case_key = $1
   AND run.id = ANY($2::uuid[])
   AND event.at IS NOT NULL`;

/** By time; at one instant by run and stage: a total order, so pages neither repeat nor skip. */
export async function incidentEvents(store: Store, caseKey: number, ids: readonly string[], after: EventCursor | null, limit: number): Promise<readonly IncidentEventRow[]> {
  const rows = await store.query(
    `SELECT run.id::text, run.external_id, event.stage, event.at, run.action_type, run.amount_text, run.currency, run.subject,
            concat_ws(' ', run.model, run.model_version), concat_ws(' ', run.prompt_template, run.prompt_version), COALESCE(run.approver, run.rule_id), run.outcome, COALESCE(source.name, '')
     ${events}
       AND ($3::bigint IS NULL OR (event.at, run.id, event.stage) > ($3::bigint, $4::uuid, $5::integer))
     ORDER BY event.at, run.id, event.stage
     LIMIT $6`,
    [caseKey, `{${ids.join(',')}}`, after?.at ?? null, after?.run ?? null, after?.stage ?? null, limit],
  );
  return rows.map(readEvent);
}

export async function incidentEventCount(store: Store, caseKey: number, ids: readonly string[]): Promise<{ readonly total: number; readonly withoutDetails: number }> {
  const list = `{${ids.join(',')}}`;
  const [counted] = await store.query(`SELECT count(*) ${events}`, [caseKey, list]);
  const [without] = await store.query(
    `SELECT count(*)
       FROM run
      WHERE run.case_key = $1
        AND run.id = ANY($2::uuid[])
        AND NOT EXISTS (SELECT 1 FROM run_detail AS detail WHERE detail.case_key = run.case_key AND detail.run_id = run.id)`,
    [caseKey, list],
  );
  return { total: Number(counted?.[0]), withoutDetails: Number(without?.[0]) };
}

function readEvent(values: readonly unknown[]): IncidentEventRow {
  const row = new Row(values);
  return {
    run: row.text(), runName: row.text(), kind: row.code(stageKinds), at: row.instant() ?? '', actionType: row.textOrNull(), amount: row.textOrNull(), currency: row.textOrNull(), subject: row.textOrNull(),
    model: emptyAsNull(row.text()), prompt: emptyAsNull(row.text()), decidedBy: row.textOrNull(), outcome: row.code(outcomeStatuses), source: row.text(),
  };
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : text;
}
