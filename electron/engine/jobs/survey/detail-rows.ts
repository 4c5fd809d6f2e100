import type { RunFacts } from '#shared/model/run-facts.ts';
import type { CopyRows } from '../../store/binary-copy.ts';

/** Columns of `run_detail` in the order they are written. */
export const detailColumns = [
  'case_key', 'run_id', 'triggered_at', 'proposed_at', 'requested_at', 'decided_at', 'executed_at', 'confirmed_at', 'proposed_amount', 'proposed_currency', 'executed_amount', 'executed_currency',
  'confirmed_amount', 'confirmed_currency', 'executions', 'effect', 'requester', 'approver_role', 'verdict', 'rule_version', 'policy_version', 'score', 'scale', 'overridden', 'override_by', 'assignee',
  'country', 'external_ref', 'idempotency_key', 'recovered_amount', 'recovered_currency', 'recovery_status', 'reversible', 'compensates', 'retries', 'dispute_id', 'dispute_filed_at', 'dispute_decided_at',
  'dispute_outcome', 'consent_method', 'consent_at', 'job_id', 'app_version', 'channel', 'variant', 'provenance',
] as const;

export function writeDetailRow(rows: CopyRows, caseKey: number, id: Uint8Array, facts: RunFacts): void {
  rows.row(detailColumns.length);
  rows.int4(caseKey);
  rows.uuid(id);
  rows.instant(facts.triggeredAt);
  rows.instant(facts.proposedAt);
  rows.instant(facts.requestedAt);
  rows.instant(facts.decidedAt);
  rows.instant(facts.executedAt);
  rows.instant(facts.confirmedAt);
  rows.numeric(facts.proposedAmount);
  rows.text(facts.proposedCurrency);
  rows.numeric(facts.executedAmount);
  rows.text(facts.executedCurrency);
  rows.numeric(facts.confirmedAmount);
  rows.text(facts.confirmedCurrency);
  rows.int4(facts.executions);
  rows.text(facts.effect);
  rows.text(facts.requester);
  rows.text(facts.approverRole);
  rows.text(facts.verdict);
  rows.text(facts.ruleVersion);
  rows.text(facts.policyVersion);
  rows.numeric(facts.score);
  rows.text(facts.scale);
  rows.bool(facts.overridden);
  rows.text(facts.overrideBy);
  rows.text(facts.assignee);
  rows.text(facts.country);
  rows.text(facts.externalRef);
  rows.text(facts.idempotencyKey);
  rows.numeric(facts.recoveredAmount);
  rows.text(facts.recoveredCurrency);
  rows.text(facts.recoveryStatus);
  rows.text(facts.reversible);
  rows.text(facts.compensates);
  rows.text(facts.retries);
  rows.text(facts.disputeId);
  rows.instant(facts.disputeFiledAt);
  rows.instant(facts.disputeDecidedAt);
  rows.text(facts.disputeOutcome);
  rows.text(facts.consentMethod);
  rows.instant(facts.consentAt);
  rows.text(facts.jobId);
  rows.text(facts.appVersion);
  rows.text(facts.channel);
  rows.text(facts.variant);
  rows.text(provenanceColumn(facts.provenance));
}

/** `name=provenance` a line; NULL where everything is recorded. Names and words are ours: nothing in them needs escaping. */
function provenanceColumn(provenance: RunFacts['provenance']): string | null {
  let column = '';
  for (const [name, word] of Object.entries(provenance)) column += `${column === '' ? '' : '\n'}${name}=${word}`;
  return column === '' ? null : column;
}
