import type { JsonObject, JsonValue } from '#shared/json.ts';
import { day, hour, rfc3339, rfc3339Micros } from '../instants.ts';
import { euros, members, sha256Hex } from '../json-form.ts';
import { seeded } from '../random.ts';
import type { RefundRun } from './refund-run.ts';
import type { RefundTimeline } from './timeline.ts';

/** The members of one refund, each as the native record format names them. */
export interface RefundStages {
  readonly common: JsonObject;
  readonly proposed: JsonObject;
  readonly decided: JsonObject | null;
  readonly executed: readonly JsonObject[];
  readonly confirmed: JsonObject | null;
}

const problems = ['arrived damaged', 'one item missing from the parcel', 'charged twice on the statement', 'wrong size delivered', 'returned within the trial period', 'cancelled before dispatch', 'late by more than ten days'];

export function refundReference(run: RefundRun): string {
  return `re_${sha256Hex(`refund ${run.runId}`).slice(0, 16)}`;
}

export function idempotencyKey(run: RefundRun, attempt: 1 | 2): string {
  return `${run.runId}-a${attempt}`;
}

/** A few runs changed the invoice without noting what stood there before. */
export function beforeMissing(run: RefundRun): boolean {
  return run.key % 97 === 5 && run.shape === 'whole';
}

export function stagesOf(run: RefundRun, timeline: RefundTimeline, previous: RefundRun | null): RefundStages {
  const random = seeded(run.key + 13_000);
  const problem = random.pick(problems);
  return {
    common: common(run),
    proposed: { ...trigger(run, problem, previous), ...model(run), ...inputs(run, problem, previous), ...output(run, timeline, problem, random.integer(71, 98)) },
    decided: decision(run, timeline),
    executed: [execution(run, timeline.executedAt, 1, previous), ...(timeline.executedAgainAt === null ? [] : [execution(run, timeline.executedAgainAt, 2, previous)])],
    confirmed: outcome(run, timeline),
  };
}

function common(run: RefundRun): JsonObject {
  const { customerId, invoiceId, ticketId } = run.identity;
  return {
    run: { id: run.runId },
    subject: { customerId, ticketId, invoiceId },
    context: members({ environment: run.environment ?? undefined, jobId: `support-queue/${rfc3339(run.at).slice(0, 13)}`, appVersion: 'desk 4.11.2', system: 'refund-desk' }),
    agent: { id: 'agent-refunds', name: 'Refund Desk Agent', version: '3.8.0' },
  };
}

function trigger(run: RefundRun, problem: string, previous: RefundRun | null): JsonObject {
  if (run.trigger === 'absent') return {};
  if (run.trigger === 'alias') return { trigger: { kind: 'system', actor: 'svc-desk', at: rfc3339(run.at) } };
  if (previous !== null) return { trigger: { kind: 'schedule', ref: `retry-queue/${previous.runId}`, at: rfc3339(run.at), condition: 'no settlement seen after 90 seconds' } };
  const { ticketId } = run.identity;
  const text = `Customer reports: ${problem}.`;
  if (run.trigger === 'instruction') return { trigger: { kind: 'instruction', ref: `ticket:${ticketId}`, actor: run.requester, at: rfc3339(run.at), text } };
  if (run.trigger === 'schedule') return { trigger: { kind: 'schedule', ref: 'open-claims-sweep', at: rfc3339(run.at), condition: 'claim open longer than 48 hours' } };
  return { trigger: { kind: 'event', ref: `mail:${sha256Hex(`mail ${run.key}`).slice(0, 20)}`, at: rfc3339(run.at), text } };
}

function model(run: RefundRun): JsonObject {
  return {
    model: { provider: 'halcyon', name: 'support-refunds', version: run.modelVersion, deployedAt: '2026-02-02T06:00:00Z' },
    prompt: members({ template: 'refund-triage', version: run.templateRecorded ? run.template : undefined, hash: `sha256:${sha256Hex(`refund-triage ${run.template}`)}` }),
  };
}

function inputs(run: RefundRun, problem: string, previous: RefundRun | null): JsonObject {
  const { identity } = run;
  const customerName: JsonValue = run.privacy.nameRedacted ? { redacted: 'personal data' } : identity.customerName;
  return {
    inputs: {
      features: { invoiceLineAmount: euros(run.lineCents), invoiceLineCurrency: 'EUR', ledger: run.ledger, accountAgeDays: run.accountAgeDays, refundsLast12Months: run.key % 4 },
      state: { customerName, ticketSubject: problem, invoiceStatus: previous === null ? 'paid' : 'refunded', paidAt: rfc3339(run.at - (4 + (run.key % 30)) * day - (run.key % 11) * hour) },
      refs: [`invoice:${identity.invoiceId}`, `charge:${identity.charge}`],
      category: 'customer, finance',
    },
  };
}

function output(run: RefundRun, timeline: RefundTimeline, problem: string, confidence: number): JsonObject {
  const reasoning = `Claim "${problem}" fits the refund terms; invoice ${run.identity.invoiceId} is paid and the line can be returned in full: ${euros(run.amountCents)} EUR.`;
  return {
    output: {
      value: 'refund',
      amount: euros(run.amountCents),
      currency: 'EUR',
      reasoning: run.privacy.reasoningHashed ? { hash: `sha256:${sha256Hex(reasoning)}` } : reasoning,
      confidence: confidence / 100,
      scale: '0-1',
      alternatives: [{ value: 'replacement', score: (100 - confidence) / 100 }, { value: 'hand to a person', score: Math.max(1, 96 - confidence) / 200 }],
      at: rfc3339(timeline.outputAt),
    },
    risk: { level: 'high' },
    governance: { model: 'threshold' },
    workflow: { owner: 'finance operations', version: 'refund-flow 9' },
    interaction: { id: `conv-${run.identity.ticketId}`, channel: run.key % 5 === 0 ? 'chat' : 'email' },
  };
}

export function ruleDecision(timeline: RefundTimeline): JsonObject {
  const at = rfc3339(timeline.decidedAt ?? timeline.outputAt + 700);
  return { decision: { class: 'named rule', ruleId: 'T-2026-03', ruleVersion: '1', verdict: 'approved', at, rationale: 'invoice line below 100.00 EUR, account older than 90 days' } };
}

function decision(run: RefundRun, timeline: RefundTimeline): JsonObject | null {
  if (run.tampering === 'decision record deleted' && timeline.decidedAt !== null) return { decision: { class: 'human', approver: 'tarik.osman', role: 'refund team lead', at: rfc3339(timeline.decidedAt), verdict: 'rejected', rationale: 'amount does not match the invoice' } };
  if (run.tampering === 'approval written in later' || timeline.decidedAt === null) return null;
  const at = rfc3339(timeline.decidedAt);
  if (run.approval === 'named rule') return ruleDecision(timeline);
  if (run.approval === 'explicitly none') return { decision: { class: 'explicitly none', verdict: 'not reviewed', at, rationale: 'queue relief P-07: no review while more than 40 claims wait' } };
  return {
    decision: members({
      class: 'human',
      approver: run.approver ?? undefined,
      role: 'refund team lead',
      requestedAt: timeline.requestedAt === null ? undefined : rfc3339(timeline.requestedAt),
      at,
      verdict: 'approved',
      rationale: run.decideAt === null ? 'ticket and invoice compared' : undefined,
    }),
  };
}

function execution(run: RefundRun, at: number, attempt: 1 | 2, previous: RefundRun | null): JsonObject {
  const { identity } = run;
  const already = previous === null || previous.outcome === 'failed' ? 0 : previous.amountCents;
  const amountChange = members({ field: 'refundedAmount', before: beforeMissing(run) ? undefined : euros(already), after: euros(already + run.amountCents) });
  return {
    action: {
      type: 'refund',
      effect: 'write',
      system: 'payments-gateway',
      operation: 'refunds.create',
      recordId: identity.invoiceId,
      amount: euros(run.amountCents),
      currency: 'EUR',
      recipient: `customer:${identity.customerId}`,
      externalRef: identity.charge,
      changes: [amountChange, { field: 'status', before: already === 0 ? 'paid' : 'refunded', after: 'refunded' }],
      idempotencyKey: idempotencyKey(run, attempt),
      at: rfc3339(at),
    },
  };
}

function outcome(run: RefundRun, timeline: RefundTimeline): JsonObject | null {
  if (timeline.confirmedAt === null) return null;
  const at = rfc3339Micros(timeline.confirmedAt, timeline.confirmedMicros);
  if (run.outcome === 'failed') return { outcome: { status: 'failed', response: 'account_closed', externalId: refundReference(run), reportedBy: 'payments-gateway', at } };
  return { outcome: { status: 'succeeded', response: 'refund_created', externalId: refundReference(run), reportedBy: 'payments-gateway', at } };
}
