import { approvalClasses, outcomeStatuses, patterns, type RunRow } from '#shared/model/run.ts';
import { provenances } from '#shared/model/lineage.ts';
import { provenancedFacts, type RunFacts } from '#shared/model/run-facts.ts';
import { subjectsOfColumn } from '../further-subjects.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export interface ListedSurvey {
  readonly row: RunRow;
  readonly facts: RunFacts;
}

/** A page of surveyed runs in the order of their ids, for whoever looks at all of them. `failedRecords` is not asked for: it is 0. */
export async function surveyedRuns(store: Store, caseKey: number, after: string | null, limit: number): Promise<readonly ListedSurvey[]> {
  // The bound stands on both sides: the planner takes it from neither to the other, and every page would read the details from the start.
  const rows = await store.query(
    `SELECT run.id::text, run.external_id, run.started_at, run.executed_at, run.ended_at, run.action_type, run.pattern, run.environment, run.agent, run.model, run.model_version,
            run.prompt_template, run.prompt_version, run.approval_class, run.approver, run.rule_id, run.outcome, run.amount_text, run.currency, run.subject, run.further_subjects,
            run.system, run.target_record, run.fields, run.recorded_fields, run.source_key, run.sources, run.records, run.contradictions, ${detailColumns}
       FROM run
       JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE run.case_key = $1 AND run.id > $2::uuid AND detail.case_key = $1 AND detail.run_id > $2::uuid
      ORDER BY run.id
      LIMIT ${limit}`,
    [caseKey, after ?? '00000000-0000-0000-0000-000000000000'],
  );
  return rows.map(readSurvey);
}

const detailColumns = [
  'triggered_at', 'proposed_at', 'requested_at', 'decided_at', 'executed_at', 'confirmed_at', 'proposed_amount', 'proposed_currency', 'executed_amount', 'executed_currency', 'confirmed_amount',
  'confirmed_currency', 'executions', 'effect', 'requester', 'approver_role', 'verdict', 'rule_version', 'policy_version', 'score', 'scale', 'overridden', 'override_by', 'assignee', 'country',
  'external_ref', 'idempotency_key', 'recovered_amount', 'recovered_currency', 'recovery_status', 'reversible', 'compensates', 'retries', 'dispute_id', 'dispute_filed_at', 'dispute_decided_at',
  'dispute_outcome', 'consent_method', 'consent_at', 'job_id', 'app_version', 'channel', 'variant', 'provenance',
]
  .map((column) => `detail.${column}`)
  .join(', ');

function readSurvey(values: readonly unknown[]): ListedSurvey {
  const read = new Row(values);
  const row: RunRow = {
    id: read.text(),
    externalId: read.text(),
    startedAt: read.instant(),
    executedAt: read.instant(),
    endedAt: read.instant(),
    actionType: read.textOrNull(),
    pattern: read.codeOrNull(patterns),
    environment: read.textOrNull(),
    agent: read.textOrNull(),
    model: read.textOrNull(),
    modelVersion: read.textOrNull(),
    promptTemplate: read.textOrNull(),
    promptVersion: read.textOrNull(),
    approvalClass: read.code(approvalClasses),
    approver: read.textOrNull(),
    ruleId: read.textOrNull(),
    outcome: read.code(outcomeStatuses),
    amount: read.textOrNull(),
    currency: read.textOrNull(),
    subject: read.textOrNull(),
    furtherSubjects: subjectsOfColumn(read.textOrNull()),
    system: read.textOrNull(),
    targetRecord: read.textOrNull(),
    fields: read.text(),
    recordedFields: read.number(),
    source: '',
    sourceKey: read.number(),
    sources: read.number(),
    records: read.number(),
    contradictions: read.number(),
    failedRecords: 0,
  };
  return { row, facts: readFacts(row.id, read) };
}

function readFacts(id: string, read: Row): RunFacts {
  return {
    id,
    triggeredAt: read.instant(),
    proposedAt: read.instant(),
    requestedAt: read.instant(),
    decidedAt: read.instant(),
    executedAt: read.instant(),
    confirmedAt: read.instant(),
    proposedAmount: read.textOrNull(),
    proposedCurrency: read.textOrNull(),
    executedAmount: read.textOrNull(),
    executedCurrency: read.textOrNull(),
    confirmedAmount: read.textOrNull(),
    confirmedCurrency: read.textOrNull(),
    executions: read.number(),
    effect: read.textOrNull(),
    requester: read.textOrNull(),
    approverRole: read.textOrNull(),
    verdict: read.textOrNull(),
    ruleVersion: read.textOrNull(),
    policyVersion: read.textOrNull(),
    score: read.textOrNull(),
    scale: read.textOrNull(),
    overridden: read.booleanOrNull(),
    overrideBy: read.textOrNull(),
    assignee: read.textOrNull(),
    country: read.textOrNull(),
    externalRef: read.textOrNull(),
    idempotencyKey: read.textOrNull(),
    recoveredAmount: read.textOrNull(),
    recoveredCurrency: read.textOrNull(),
    recoveryStatus: read.textOrNull(),
    reversible: read.textOrNull(),
    compensates: read.textOrNull(),
    retries: read.textOrNull(),
    disputeId: read.textOrNull(),
    disputeFiledAt: read.instant(),
    disputeDecidedAt: read.instant(),
    disputeOutcome: read.textOrNull(),
    consentMethod: read.textOrNull(),
    consentAt: read.instant(),
    jobId: read.textOrNull(),
    appVersion: read.textOrNull(),
    channel: read.textOrNull(),
    variant: read.text(),
    provenance: provenanceOfColumn(read.textOrNull()),
  };
}

/** As jobs/survey/detail-rows.ts writes it. */
export function provenanceOfColumn(column: string | null): RunFacts['provenance'] {
  if (column === null) return {};
  const said = new Map(column.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  return Object.fromEntries(
    provenancedFacts.flatMap((name) => {
      const provenance = provenances.find((known) => known === said.get(name));
      return provenance === undefined ? [] : [[name, provenance]];
    }),
  );
}
