import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';
import { at, listAt, numberAt, parsed, readSample, textAt } from './read-sample.ts';

/** Everything the log says of one run: its records by event, with whole records standing in for all of them. */
interface Told {
  readonly id: string;
  readonly records: readonly JsonObject[];
}

const deployed = '2026-03-17T07:10:00';
const rolledBack = '2026-03-18T11:40:00';

export function countRefunds(): ReadonlyMap<string, number> {
  const lines = readSample('refund-agent-2026-03.jsonl').split('\n').slice(0, -1);
  const records = [...new Set(lines)].map(parsed).filter((value): value is JsonObject => isJsonObject(value) && typeof at(value, 'run.id') === 'string');
  const runs = byRun(records);
  const wrong = runs.filter((run) => cents(say(run, 'output.amount')) === 10 * cents(say(run, 'inputs.features.invoiceLineAmount')));
  const right = runs.filter((run) => !wrong.includes(run));
  return new Map([...countRuns(runs, right), ...countWrong(wrong), ...countFile(lines, records)]);
}

function byRun(records: readonly JsonObject[]): readonly Told[] {
  const found = new Map<string, JsonObject[]>();
  for (const record of records) {
    const id = textAt(record, 'run.id');
    found.set(id, [...(found.get(id) ?? []), record]);
  }
  return [...found].map(([id, told]) => ({ id, records: told }));
}

/** What the run's records say at a path; the first one that says anything. */
function say(run: Told, path: string): JsonValue | undefined {
  return run.records.map((record) => at(record, path)).find((value) => value !== undefined);
}

function cents(value: JsonValue | undefined): number {
  return typeof value === 'number' ? Math.round(value * 100) : Number.NaN;
}

function outcome(run: Told): JsonValue | undefined {
  return say(run, 'outcome.status');
}

function countRuns(runs: readonly Told[], right: readonly Told[]): readonly (readonly [string, number])[] {
  const all = (fits: (run: Told) => boolean): number => runs.filter(fits).length;
  const fine = (fits: (run: Told) => boolean): number => right.filter(fits).length;
  const inWindow = (run: Told): boolean => {
    const proposed = say(run, 'output.at');
    return typeof proposed === 'string' && proposed >= deployed && proposed < rolledBack;
  };
  return [
    ['refund-runs', runs.length],
    ['runs-in-window', all(inWindow)],
    ['event-runs', all((run) => run.records.some((record) => record['event'] === 'proposed'))],
    ['right-unconfirmed', fine((run) => outcome(run) === undefined)],
    ['right-failed', fine((run) => outcome(run) === 'failed')],
    ['right-approval-not-recorded', fine((run) => say(run, 'decision') === undefined)],
    ['right-explicitly-none', fine((run) => say(run, 'decision.class') === 'explicitly none')],
    ['staging', all((run) => say(run, 'context.environment') === 'staging')],
    ['environment-not-recorded', all((run) => say(run, 'context.environment') === undefined)],
    ['trigger-is-alias', all((run) => say(run, 'trigger.kind') === 'system' && say(run, 'trigger.ref') === undefined)],
    ['trigger-not-recorded', all((run) => say(run, 'trigger') === undefined)],
    ['version-alias', all((run) => say(run, 'model.version') === 'latest')],
    ['reasoning-hash-only', all((run) => typeof at(say(run, 'output.reasoning'), 'hash') === 'string')],
    ['name-redacted', all((run) => at(say(run, 'inputs.state.customerName'), 'redacted') !== undefined)],
    ['before-missing', all((run) => run.records.some((record) => listAt(record, 'action.changes').some((change) => at(change, 'before') === undefined)))],
  ];
}

function countWrong(wrong: readonly Told[]): readonly (readonly [string, number])[] {
  const count = (fits: (run: Told) => boolean): number => wrong.filter(fits).length;
  const approval = (run: Told): JsonValue | undefined => say(run, 'decision.class');
  const decidedLate = (run: Told): boolean => String(say(run, 'decision.at')) > String(say(run, 'action.at'));
  const succeeded = wrong.filter((run) => outcome(run) === 'succeeded');
  const executedAsProposed = wrong.filter((run) => run.records.every((record) => at(record, 'action') === undefined || cents(at(record, 'action.amount')) === cents(say(run, 'output.amount'))));
  const overpayment = (run: Told): number => cents(say(run, 'action.amount')) - cents(say(run, 'inputs.features.invoiceLineAmount'));
  const recovery = (run: Told): JsonValue | undefined => say(run, 'recovery');
  const recovered = (run: Told): number => (at(recovery(run), 'status') === 'succeeded' ? cents(at(recovery(run), 'amount')) : 0);
  const charges = succeeded.map((run) => String(say(run, 'action.externalRef')));
  return [
    ['wrong-runs', executedAsProposed.length],
    ['template-not-recorded', count((run) => say(run, 'prompt.version') === undefined)],
    ['wrong-by-rule', count((run) => approval(run) === 'named rule' && say(run, 'decision.ruleId') === 'T-2026-03')],
    ['threshold-breach', count((run) => approval(run) === 'named rule' && cents(say(run, 'action.amount')) >= 10_000)],
    ['wrong-by-person-before', count((run) => approval(run) === 'human' && !decidedLate(run))],
    ['wrong-by-person-after', count((run) => approval(run) === 'human' && decidedLate(run))],
    ['wrong-approval-not-recorded', count((run) => say(run, 'decision') === undefined)],
    ['wrong-explicitly-none', count((run) => approval(run) === 'explicitly none')],
    ['burst', longestBurst(wrong)],
    ['approver-is-requester', count((run) => approval(run) === 'human' && say(run, 'decision.approver') === say(run, 'trigger.actor'))],
    ['wrong-unconfirmed', count((run) => outcome(run) === undefined)],
    ['wrong-failed', count((run) => outcome(run) === 'failed')],
    ['wrong-succeeded', succeeded.length],
    ['retry-runs', count((run) => String(say(run, 'trigger.ref')).startsWith('retry-queue/RF-'))],
    ['double-paid-charges', charges.length - new Set(charges).size],
    ['sent-twice', count((run) => run.records.filter((record) => record['event'] === 'executed').length === 2)],
    ['recovered-full', count((run) => recovered(run) > 0 && recovered(run) === overpayment(run))],
    ['recovered-partly', count((run) => recovered(run) > 0 && recovered(run) < overpayment(run))],
    ['recovery-pending', count((run) => at(recovery(run), 'status') === 'pending')],
    ['overpaid-cents', succeeded.reduce((sum, run) => sum + overpayment(run), 0)],
    ['recovered-cents', wrong.reduce((sum, run) => sum + recovered(run), 0)],
  ];
}

/** Most approvals by one person within three minutes. */
function longestBurst(runs: readonly Told[]): number {
  const decisions = runs.filter((run) => say(run, 'decision.class') === 'human').map((run) => ({ by: say(run, 'decision.approver'), at: Date.parse(String(say(run, 'decision.at'))) }));
  return Math.max(...decisions.map((first) => decisions.filter((other) => other.by === first.by && other.at >= first.at && other.at < first.at + 180_000).length));
}

function countFile(lines: readonly string[], records: readonly JsonObject[]): readonly (readonly [string, number])[] {
  const gaps = records.slice(1).map((record, index) => ({ missing: numberAt(record, 'seq') - numberAt(records[index], 'seq') - 1, linked: record['prev_hash'] === records[index]?.['hash'] }));
  const broken = lines.filter((line) => typeof at(parsed(line), 'run.id') !== 'string');
  return [
    ['broken-lines', broken.length],
    ['duplicate-lines', lines.length - new Set(lines).size],
    ['altered-records', records.filter((record) => record['hash'] !== recomputed(record)).length],
    ['missing-records', gaps.filter((gap) => !gap.linked).reduce((sum, gap) => sum + gap.missing, 0)],
  ];
}

/** Written out here on purpose: the generator's own chain code must not vouch for itself. */
function recomputed(record: JsonObject): string {
  const { hash: _hash, ...body } = record;
  const sorted = JSON.stringify(body, (_key, value: unknown) => (isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
  return createHash('sha256').update(sorted, 'utf8').digest('hex');
}
