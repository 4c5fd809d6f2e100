import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isJsonObject, type JsonObject } from '#shared/json.ts';
import { at, parsed, readSample, textAt } from './read-sample.ts';

type Row = Readonly<Record<string, string>>;
const rowsOf = z.array(z.record(z.string(), z.string()));

function table(name: string, delimiter: string): readonly Row[] {
  return rowsOf.parse(parse(readSample(name), { columns: true, delimiter }));
}

export function countGateway(): ReadonlyMap<string, number> {
  const rows = table('payment-gateway-2026-03.csv', ';');
  const log = refundLog();
  const refunds = rows.filter((row) => row['Type'] === 'refund');
  const known = refunds.filter((row) => log.has(row['Metadata Run'] ?? ''));
  const said = (row: Row): Refund | undefined => log.get(row['Metadata Run'] ?? '');
  const seen = new Set(refunds.map((row) => row['Metadata Run']));
  return new Map([
    ['gateway-rows', rows.length],
    ['gateway-other-amount', known.filter((row) => Number(row['Amount']) !== said(row)?.amount).length],
    ['gateway-other-status', known.filter((row) => row['Status'] === 'failed' && said(row)?.status === 'succeeded').length],
    ['gateway-settles-unconfirmed', known.filter((row) => row['Status'] === 'succeeded' && said(row)?.status === '').length],
    ['gateway-unseen', [...log].filter(([id, refund]) => refund.status === 'succeeded' && refund.environment !== 'staging' && !seen.has(id)).length],
    ['gateway-settled-twice', known.length - new Set(known.map((row) => row['Metadata Run'])).size],
    ['gateway-by-hand', refunds.length - known.length],
    ['gateway-charges', rows.filter((row) => row['Type'] === 'charge').length],
  ]);
}

interface Refund {
  readonly amount: number;
  readonly status: string;
  readonly environment: string;
}

function refundLog(): ReadonlyMap<string, Refund> {
  const found = new Map<string, Refund>();
  const records = readSample('refund-agent-2026-03.jsonl').split('\n').map(parsed).filter((value): value is JsonObject => isJsonObject(value));
  for (const record of records) {
    const id = textAt(record, 'run.id');
    if (id === '') continue;
    const before = found.get(id) ?? { amount: Number.NaN, status: '', environment: '' };
    const amount = at(record, 'action.amount');
    found.set(id, {
      amount: typeof amount === 'number' ? amount : before.amount,
      status: textAt(record, 'outcome.status') || before.status,
      environment: textAt(record, 'context.environment') || before.environment,
    });
  }
  return found;
}

export function countLeads(): ReadonlyMap<string, number> {
  const rows = table('lead-routing-2026-03.csv', ',');
  const runs = rows.filter((row) => row['event'] === 'run');
  const automatic = runs.filter((row) => row['decision.ruleId'] === 'L-2026-01');
  const week12 = automatic.filter((row) => (row['action.at'] ?? '') >= '2026-03-16' && (row['action.at'] ?? '') < '2026-03-23');
  const score = (row: Row): number => Number(row['output.score']);
  const count = (fits: (row: Row) => boolean): number => runs.filter(fits).length;
  const decided = rows.filter((row) => row['event'] === 'dispute.decided');
  const filed = rows.filter((row) => row['event'] === 'disputed');
  const filedAt = (id: string | undefined): number => Date.parse(filed.find((row) => row['dispute.id'] === id)?.['dispute.filedAt'] ?? '');
  return new Map([
    ['lead-runs', new Set(runs.map((row) => row['run.id'])).size],
    ['lead-new-model', count((row) => row['model.version'] === '2.3' && (row['trigger.at'] ?? '') >= '2026-03-12T05:30')],
    ['lead-automatic', automatic.length],
    ['lead-automatic-week-12', week12.length],
    ['lead-overridden-week-12', week12.filter((row) => row['override.flag'] === 'true').length],
    ['lead-override-without-person', count((row) => row['override.flag'] === 'true' && row['override.by'] === '')],
    ['lead-threshold-breach', automatic.filter((row) => score(row) >= 40 && score(row) <= 80).length],
    ['lead-rule-silent', automatic.filter((row) => score(row) > 80 && row['inputs.state.territory'] === 'none').length],
    ['lead-exactly-40', count((row) => score(row) === 40)],
    ['lead-exactly-80', count((row) => score(row) === 80)],
    ['lead-features-without-values', count((row) => ['company_size', 'industry', 'intent_score', 'website_visits_30d'].every((name) => row[`inputs.features.${name}`] === 'null'))],
    ['lead-date-conflict', count((row) => row['model.version'] === '2.3' && row['model.deployedAt'] === '2026-03-01')],
    ['disputes-filed', filed.length],
    ['disputes-upheld', decided.filter((row) => row['dispute.outcome'] === 'upheld').length],
    ['disputes-denied', decided.filter((row) => row['dispute.outcome'] === 'denied').length],
    ['disputes-open', filed.filter((row) => !decided.some((other) => other['dispute.id'] === row['dispute.id'])).length],
    ['disputes-late', decided.filter((row) => Date.parse(row['dispute.decidedAt'] ?? '') - filedAt(row['dispute.id']) > 48 * 3_600_000).length],
    ['disputes-unlinked', filed.filter((row) => !runs.some((run) => run['run.id'] === row['run.id'])).length],
  ]);
}
