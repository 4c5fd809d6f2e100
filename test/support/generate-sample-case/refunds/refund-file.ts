import type { JsonObject } from '#shared/json.ts';
import { rfc3339, type Instant } from '../instants.ts';
import { chained, euros, members } from '../json-form.ts';
import type { Random } from '../random.ts';
import { recoveries, type RefundRun } from './refund-run.ts';
import { refundReference, ruleDecision, stagesOf } from './stages.ts';
import { timelineOf } from './timeline.ts';

/** A record before it is chained, and whose it is. */
interface Entry {
  readonly at: Instant;
  readonly run: RefundRun;
  readonly record: JsonObject;
}

/**
 * The agent's log: records in the order of writing, chained; then what happened to the file afterwards: one record
 * altered, one deleted, three broken lines, two lines exported twice.
 */
export function refundFile(random: Random, runs: readonly RefundRun[]): string {
  const entries = runs.flatMap((run) => entriesOf(run, runs.find((other) => other.key === run.retryOf) ?? null, random));
  const ordered = entries.toSorted((a, b) => a.at - b.at || a.run.key - b.run.key);
  const records = chained(ordered.map((entry, index) => ({ schema: 'proofline.execute-action/1', id: `rec-${String(100_001 + index).slice(1)}`, ...entry.record })));

  const lines = records.flatMap((record, index) => {
    const entry = ordered[index];
    if (entry?.run.tampering === 'decision record deleted' && record['event'] === 'decided') return [];
    if (entry?.run.tampering === 'approval written in later' && record['event'] === 'run') return [JSON.stringify({ ...record, ...ruleDecision(timelineOf(entry.run)) })];
    return [JSON.stringify(record)];
  });
  return `${withDamage(lines).join('\n')}\n`;
}

function withDamage(lines: readonly string[]): readonly string[] {
  const third = Math.floor(lines.length / 3);
  const half = Math.floor(lines.length / 2);
  return lines.flatMap((line, index) => {
    if (index === third) return [line.slice(0, 611), line];
    if (index === half) return [line, '["support-queue","worker restarted",{"worker":3}]'];
    if (index === half + 90) return [line, '{"schema":"proofline.execute-action/1","event":"executed","at":"2026-03-16T11:02:41.118Z","run":7031,"action":["refund",26.4]}'];
    if (index === third + 204 || index === half + 333) return [line, line];
    return [line];
  });
}

function entriesOf(run: RefundRun, previous: RefundRun | null, random: Random): readonly Entry[] {
  const timeline = timelineOf(run);
  const { common, proposed, decided, executed, confirmed } = stagesOf(run, timeline, previous);
  const entry = (at: Instant, event: string, stage: JsonObject): Entry => ({ at, run, record: { event, at: rfc3339(at), ...common, ...stage } });
  const undone = recoveryEntry(run, random);
  if (run.shape === 'whole') return [entry(timeline.endedAt, 'run', { ...proposed, ...decided, ...executed[0], ...confirmed }), ...undone];
  return [
    entry(timeline.outputAt, 'proposed', proposed),
    ...(decided === null || timeline.decidedAt === null ? [] : [entry(timeline.decidedAt, 'decided', decided)]),
    ...executed.map((stage, index) => entry(index === 0 ? timeline.executedAt : (timeline.executedAgainAt ?? timeline.executedAt), 'executed', stage)),
    ...(confirmed === null || timeline.confirmedAt === null ? [] : [entry(timeline.confirmedAt, 'confirmed', confirmed)]),
    ...undone,
  ];
}

function recoveryEntry(run: RefundRun, random: Random): readonly Entry[] {
  if (run.recovery === 'none') return [];
  const at = recoveries.from + random.integer(0, recoveries.to - recoveries.from);
  const { customerId, invoiceId } = run.identity;
  const recovery = members({
    reversible: true,
    method: 'collect the overpayment from the customer balance',
    window: 'P60D',
    compensates: refundReference(run),
    status: run.recovery === 'pending' ? 'pending' : 'succeeded',
    amount: euros(recoveredCents(run)),
    currency: 'EUR',
    by: 'finance-operations',
    at: rfc3339(at),
  });
  const record = { event: 'compensated', at: rfc3339(at), run: { id: run.runId }, subject: { customerId, invoiceId }, context: { environment: 'production' }, recovery };
  return [{ at, run, record }];
}

/** What the recovery record states: all of the overpayment, or a part of it. */
export function recoveredCents(run: RefundRun): number {
  const excess = run.amountCents - run.lineCents;
  return run.recovery === 'partial' ? Math.floor((excess * (30 + (run.key % 50))) / 100) : excess;
}
