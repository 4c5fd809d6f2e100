import type { JsonObject } from '#shared/json.ts';
import type { ColumnMapping, MappedColumn } from '#shared/model/source.ts';
import { berlinWithoutZone, day, minute, second, type Instant } from './instants.ts';
import { decimal, sha256Hex } from './json-form.ts';
import type { Random } from './random.ts';
import { story, type RefundRun } from './refunds/refund-run.ts';
import { idempotencyKey, refundReference } from './refunds/stages.ts';
import { timelineOf } from './refunds/timeline.ts';

export const gatewayHeader = ['Event ID', 'Type', 'Created', 'Amount', 'Currency', 'Charge', 'Idempotency Key', 'Metadata Run', 'Status', 'Reason', 'Account'] as const;

export interface GatewayRow {
  readonly at: Instant;
  readonly eventId: string;
  readonly type: 'charge' | 'refund';
  readonly cents: number;
  readonly charge: string;
  readonly idempotencyKey: string;
  readonly runId: string;
  readonly status: 'succeeded' | 'failed';
  readonly reason: string;
}

/** What the payment provider says of the same refunds. Staging never reaches it. */
export interface GatewayPlan {
  readonly rows: readonly GatewayRow[];
  readonly otherAmount: ReadonlySet<number>;
  readonly otherStatus: ReadonlySet<number>;
  readonly settledUnconfirmed: ReadonlySet<number>;
  readonly unseen: ReadonlySet<number>;
  readonly settledTwice: ReadonlySet<number>;
}

export function planGateway(random: Random, runs: readonly RefundRun[]): GatewayPlan {
  const production = random.shuffled(runs.filter((run) => run.environment !== 'staging'));
  const keys = (count: number, fits: (run: RefundRun) => boolean): ReadonlySet<number> => new Set(production.filter(fits).slice(0, count).map((run) => run.key));
  const plain = (run: RefundRun): boolean => run.outcome === 'succeeded' && run.retryOf === null && !run.sentTwice && run.recovery === 'none' && !runs.some((other) => other.retryOf === run.key);

  const otherAmount = keys(6, (run) => plain(run) && run.wrong);
  const otherStatus = keys(2, (run) => plain(run) && !run.wrong);
  const settledUnconfirmed = keys(11, (run) => run.outcome === 'unconfirmed' && run.wrong);
  const unseen = keys(70, (run) => plain(run) && !run.wrong && !otherStatus.has(run.key));
  const settledTwice = keys(2, (run) => run.sentTwice);

  const rows = production.flatMap((run) => {
    if (unseen.has(run.key) || (run.outcome === 'unconfirmed' && !settledUnconfirmed.has(run.key))) return [];
    const timeline = timelineOf(run);
    const settled = row(run, timeline.confirmedAt ?? timeline.executedAt + 2 * second, {
      cents: otherAmount.has(run.key) ? run.lineCents * 4 : run.amountCents,
      failed: run.outcome === 'failed' || otherStatus.has(run.key),
    });
    if (!settledTwice.has(run.key)) return [settled];
    return [{ ...settled, at: timeline.executedAt + second, eventId: `re_${sha256Hex(`first ${run.runId}`).slice(0, 16)}`, idempotencyKey: idempotencyKey(run, 1) }, { ...settled, idempotencyKey: idempotencyKey(run, 2) }];
  });
  return { rows: [...rows, ...byHand(random), ...charges(random, runs)].toSorted((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1)), otherAmount, otherStatus, settledUnconfirmed, unseen, settledTwice };
}

function row(run: RefundRun, at: Instant, said: { readonly cents: number; readonly failed: boolean }): GatewayRow {
  return {
    at,
    eventId: refundReference(run),
    type: 'refund',
    cents: said.cents,
    charge: run.identity.charge,
    idempotencyKey: idempotencyKey(run, 1),
    runId: run.runId,
    status: said.failed ? 'failed' : 'succeeded',
    reason: said.failed ? 'account_closed' : 'refund_created',
  };
}

/** Refunds a person made in the provider's console: no run of the agent stands behind them. */
function byHand(random: Random): readonly GatewayRow[] {
  return [1, 2, 3].map((number) => ({
    at: story.deployed + random.integer(60, 1500) * minute,
    eventId: `re_${random.hex(16)}`,
    type: 'refund',
    cents: random.integer(2000, 9000),
    charge: `ch_${random.hex(16)}`,
    idempotencyKey: `console-${number}`,
    runId: `console-2026-03-${number}`,
    status: 'succeeded',
    reason: 'refund_created',
  }));
}

/** The original payments of some refunds; their metadata names the shop order, not a run of the agent. */
function charges(random: Random, runs: readonly RefundRun[]): readonly GatewayRow[] {
  return runs.filter((run) => run.wrong && run.retryOf === null && run.key % 5 === 0).map((run) => ({
    at: Math.max(story.from - 5 * day, run.at - random.integer(5 * 1440, 12 * 1440) * minute),
    eventId: `py_${random.hex(16)}`,
    type: 'charge',
    cents: run.lineCents + random.integer(0, 12_000),
    charge: run.identity.charge,
    idempotencyKey: `order-${run.identity.invoiceId}`,
    runId: `order-${run.identity.invoiceId}`,
    status: 'succeeded',
    reason: 'captured',
  }));
}

export function gatewayFile(plan: GatewayPlan): string {
  const lines = plan.rows.map((entry) =>
    [entry.eventId, entry.type, berlinWithoutZone(entry.at), decimal(entry.cents), 'EUR', entry.charge, entry.idempotencyKey, entry.runId, entry.status, entry.reason, 'payments-gateway'].join(';'),
  );
  return `${gatewayHeader.join(';')}\r\n${lines.join('\r\n')}\r\n`;
}

const targets: Readonly<Record<(typeof gatewayHeader)[number], Omit<MappedColumn, 'column'>>> = {
  'Event ID': { target: 'outcome.externalId', type: 'text' },
  Type: { target: 'context.actionType', type: 'text' },
  Created: { target: 'context.at', type: 'instant' },
  Amount: { target: 'execution.amount', type: 'number' },
  Currency: { target: 'execution.currency', type: 'text' },
  Charge: { target: 'execution.externalRef', type: 'text' },
  'Idempotency Key': { target: 'execution.idempotencyKey', type: 'text' },
  'Metadata Run': { target: 'run.id', type: 'text' },
  Status: { target: 'outcome.status', type: 'text' },
  Reason: { target: 'outcome.response', type: 'text' },
  Account: { target: 'outcome.reportedBy', type: 'text' },
};

export const gatewayMapping: ColumnMapping = {
  name: 'Payment gateway, refunds and charges',
  columns: gatewayHeader.map((column) => ({ column, ...targets[column] })),
  zone: 'Europe/Berlin',
  recordsAt: null,
};

export function mappingFile(): string {
  const { name, columns, zone, recordsAt } = gatewayMapping;
  const plain: JsonObject = { name, columns: columns.map(({ column, target, type }) => ({ column, target, type })), zone, recordsAt };
  return `${JSON.stringify(plain, null, 2)}\n`;
}
