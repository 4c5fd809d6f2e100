import { briefCounts } from './briefs.ts';
import type { GatewayPlan } from './gateway.ts';
import { disputeCounts } from './lead-disputes.ts';
import { leadCounts, type LeadRun } from './leads.ts';
import { mailCounts } from './mails.ts';
import { meetingCounts } from './meetings.ts';
import { isoWeek } from './instants.ts';
import { burst, story, type RefundRun } from './refunds/refund-run.ts';
import { recoveredCents } from './refunds/refund-file.ts';
import { beforeMissing } from './refunds/stages.ts';

/** Something put into the sample on purpose. `count` comes from the plan; a test counts again from the files. */
export interface PlantedFact {
  readonly id: string;
  readonly what: string;
  readonly count: number;
}

export type FactSection = readonly [title: string, facts: readonly PlantedFact[]];

const fact = (id: string, count: number, what: string): PlantedFact => ({ id, what, count });

export function plantedFacts(refunds: readonly RefundRun[], gateway: GatewayPlan, leads: readonly LeadRun[]): readonly FactSection[] {
  return [
    ['refund-agent-2026-03.jsonl: the refunds', refundFacts(refunds)],
    ['refund-agent-2026-03.jsonl: the wrong refunds', wrongFacts(refunds.filter((run) => run.wrong))],
    ['refund-agent-2026-03.jsonl: the file itself', fileFacts(refunds)],
    ['payment-gateway-2026-03.csv', gatewayFacts(gateway)],
    ['lead-routing-2026-03.csv', leadFacts(leads)],
    ['meetings-and-mail-2026-03.json', officeFacts()],
  ];
}

function refundFacts(runs: readonly RefundRun[]): readonly PlantedFact[] {
  const count = (fits: (run: RefundRun) => boolean): number => runs.filter(fits).length;
  return [
    fact('refund-runs', runs.length, 'refund runs, 10 to 20 March'),
    fact('runs-in-window', count((run) => run.at >= story.deployed && run.at < story.rolledBack), 'of them proposed between deployment (17 March 07:10Z) and rollback (18 March 11:40Z) of `refund-triage` v14'),
    fact('event-runs', count((run) => run.shape === 'events'), 'told by several event records (proposed, decided, executed, confirmed); the others by one record'),
    fact('right-unconfirmed', count((run) => !run.wrong && run.outcome === 'unconfirmed'), 'right runs without an outcome'),
    fact('right-failed', count((run) => !run.wrong && run.outcome === 'failed'), 'right runs that failed at the gateway'),
    fact('right-approval-not-recorded', count((run) => !run.wrong && run.approval === 'not recorded'), 'right runs that say nothing of an approval'),
    fact('right-explicitly-none', count((run) => !run.wrong && run.approval === 'explicitly none'), 'right runs stating that nobody looked'),
    fact('staging', count((run) => run.environment === 'staging'), 'runs in staging'),
    fact('environment-not-recorded', count((run) => run.environment === null), 'runs without an environment'),
    fact('trigger-is-alias', count((run) => run.trigger === 'alias'), 'runs triggered by a service account without a reference'),
    fact('trigger-not-recorded', count((run) => run.trigger === 'absent'), 'runs without a trigger'),
    fact('version-alias', count((run) => run.modelVersion === 'latest'), 'runs whose model version is only `latest`'),
    fact('reasoning-hash-only', count((run) => run.privacy.reasoningHashed), 'runs that keep only a hash of the reasoning'),
    fact('name-redacted', count((run) => run.privacy.nameRedacted), 'runs with the customer name redacted'),
    fact('before-missing', count(beforeMissing), 'runs that changed the invoice without recording the amount before'),
  ];
}

function wrongFacts(runs: readonly RefundRun[]): readonly PlantedFact[] {
  const count = (fits: (run: RefundRun) => boolean): number => runs.filter(fits).length;
  const overpaid = runs.filter((run) => run.outcome === 'succeeded').reduce((sum, run) => sum + run.amountCents - run.lineCents, 0);
  const recovered = runs.filter((run) => run.recovery === 'full' || run.recovery === 'partial').reduce((sum, run) => sum + recoveredCents(run), 0);
  return [
    fact('wrong-runs', runs.length, 'runs that propose and execute exactly ten times the invoice line of their own input'),
    fact('template-not-recorded', count((run) => !run.templateRecorded), 'whose prompt version is not recorded'),
    fact('wrong-by-rule', count((run) => run.approval === 'named rule'), 'allowed by rule T-2026-03'),
    fact('threshold-breach', count((run) => run.approval === 'named rule' && run.amountCents >= story.ruleLimitCents), 'of these at or above the 100.00 EUR of that rule'),
    fact('wrong-by-person-before', count((run) => run.approval === 'human'), 'approved by a person before execution'),
    fact('wrong-by-person-after', count((run) => run.approval === 'human after execution'), 'approved by a person after execution'),
    fact('wrong-approval-not-recorded', count((run) => run.approval === 'not recorded'), 'with no word on approval'),
    fact('wrong-explicitly-none', count((run) => run.approval === 'explicitly none'), 'stating that nobody looked'),
    fact('burst', count((run) => run.decideAt !== null), `approved by ${burst.approver} within three minutes of 17 March, 16:02Z`),
    fact('approver-is-requester', count((run) => run.approver !== null && run.approver === run.requester), 'approved by the person who asked for it'),
    fact('wrong-unconfirmed', count((run) => run.outcome === 'unconfirmed'), 'without an outcome in this file'),
    fact('wrong-failed', count((run) => run.outcome === 'failed'), 'failed at the gateway'),
    fact('wrong-succeeded', count((run) => run.outcome === 'succeeded'), 'recorded as succeeded'),
    fact('retry-runs', count((run) => run.retryOf !== null), 'retries of an earlier wrong run on the same charge'),
    fact('double-paid-charges', count((run) => run.retryOf !== null && runs.find((other) => other.key === run.retryOf)?.outcome === 'succeeded'), 'charges refunded by two runs that both succeeded'),
    fact('sent-twice', count((run) => run.sentTwice), 'runs that sent their refund twice under two idempotency keys'),
    fact('recovered-full', count((run) => run.recovery === 'full'), 'compensated in full'),
    fact('recovered-partly', count((run) => run.recovery === 'partial'), 'compensated in part, a residual stays open'),
    fact('recovery-pending', count((run) => run.recovery === 'pending'), 'with a compensation asked for and not confirmed'),
    fact('overpaid-cents', overpaid, 'euro cents above the invoice lines, over the runs recorded as succeeded'),
    fact('recovered-cents', recovered, 'euro cents recovered'),
  ];
}

function fileFacts(runs: readonly RefundRun[]): readonly PlantedFact[] {
  return [
    fact('broken-lines', 3, 'lines that are no record: cut in mid-text, a list, members of the wrong type'),
    fact('duplicate-lines', 2, 'lines that stand there twice, byte for byte'),
    fact('altered-records', runs.filter((run) => run.tampering === 'approval written in later').length, 'record changed after it was chained: the approval by rule was written in later, its `hash` no longer fits'),
    fact('missing-records', runs.filter((run) => run.tampering === 'decision record deleted').length, 'record deleted: a person had rejected the refund; `seq` and `prev_hash` show the gap, not what it said'),
  ];
}

function gatewayFacts(plan: GatewayPlan): readonly PlantedFact[] {
  return [
    fact('gateway-rows', plan.rows.length, 'events of the payment provider, in Berlin wall-clock time without a zone'),
    fact('gateway-other-amount', plan.otherAmount.size, 'refunds with another amount than the agent recorded'),
    fact('gateway-other-status', plan.otherStatus.size, 'refunds failed here and succeeded there'),
    fact('gateway-settles-unconfirmed', plan.settledUnconfirmed.size, 'paid here, without an outcome there'),
    fact('gateway-unseen', plan.unseen.size, 'recorded as succeeded there, unknown here (production and unstated environment)'),
    fact('gateway-settled-twice', plan.settledTwice.size, 'runs paid twice here, confirmed once there'),
    fact('gateway-by-hand', 3, 'refunds made in the console, with no run behind them'),
    fact('gateway-charges', plan.rows.filter((row) => row.type === 'charge').length, 'original payments; their metadata names an order, so that each is a run of its own'),
  ];
}

function leadFacts(runs: readonly LeadRun[]): readonly PlantedFact[] {
  const automatic = runs.filter((run) => run.path === 'automatic');
  const inWeek12 = automatic.filter((run) => isoWeek(run.at) === 12);
  return [
    fact('lead-runs', runs.length, 'scored and routed leads, 2 to 27 March'),
    fact('lead-new-model', runs.filter((run) => run.newModel).length, 'of them decided by lead-scorer 2.3, in use from 12 March 05:30Z'),
    fact('lead-automatic', automatic.length, 'routed automatically by rule L-2026-01'),
    fact('lead-automatic-week-12', inWeek12.length, 'of these in ISO week 12'),
    fact('lead-overridden-week-12', inWeek12.filter((run) => run.override !== 'none').length, 'of the week-12 ones changed by hand: more than 5 %'),
    fact('lead-override-without-person', leadCounts.overrideWithoutPerson, 'overrides without a person'),
    fact('lead-threshold-breach', leadCounts.breaches, 'routed automatically with a score from 40 to 80'),
    fact('lead-rule-silent', leadCounts.ruleSilent, 'routed automatically with a score above 80 and no territory at all'),
    fact('lead-exactly-40', leadCounts.exactly40, 'scores of exactly 40'),
    fact('lead-exactly-80', leadCounts.exactly80, 'scores of exactly 80'),
    fact('lead-features-without-values', leadCounts.withoutValues, 'runs naming their features without values (`null`)'),
    fact('lead-date-conflict', leadCounts.conflictingDate, 'runs of 2.3 that date its deployment 1 March'),
    fact('disputes-filed', disputeCounts.filed, 'routing disputes'),
    fact('disputes-upheld', disputeCounts.upheld, 'upheld'),
    fact('disputes-denied', disputeCounts.denied, 'denied'),
    fact('disputes-open', disputeCounts.open, 'without a decision'),
    fact('disputes-late', disputeCounts.late, 'decided after more than 48 hours'),
    fact('disputes-unlinked', disputeCounts.unlinked, 'naming a run that no record describes'),
  ];
}

function officeFacts(): readonly PlantedFact[] {
  return [
    fact('meetings', meetingCounts.records, 'recorded meetings'),
    fact('consent-missing', meetingCounts.consentMissing, 'without a consent'),
    fact('consent-after-recording', meetingCounts.consentAfterStart, 'with the consent after the recording began'),
    fact('meeting-before-missing', meetingCounts.beforeMissing, 'that rewrote fields without the values before'),
    fact('meeting-access-missing', meetingCounts.noAccessLog, 'without an access log'),
    fact('mails-full', 160 - mailCounts.flat, 'drafted mails in the full record form'),
    fact('mails-modified', mailCounts.modified, 'modified before sending'),
    fact('mails-dismissed', mailCounts.dismissed, 'dismissed'),
    fact('mails-sent-without-rep-action', mailCounts.sentWithoutRepAction, 'sent without any action of a representative'),
    fact('mails-differ-without-edit', mailCounts.differsWithoutEdit, 'accepted as they were, yet sent with another text'),
    fact('mails-outcome-unknown', mailCounts.outcomeUnknown, 'sent, outcome not recorded'),
    fact('mails-flat', mailCounts.flat, 'drafted mails in the flat form: no model, no trigger, no confirmation'),
    fact('briefs', briefCounts.records, 'research briefs'),
    fact('brief-licence-missing', briefCounts.licenceMissing, 'with a source whose licence is not recorded'),
    fact('brief-hash-mismatch', briefCounts.hashMismatch, 'whose content hash does not fit the text'),
    fact('brief-without-hash', briefCounts.withoutHash, 'without a content hash'),
  ];
}
