import { minute, second, type Instant } from '../instants.ts';
import { personName } from '../people.ts';
import type { Random } from '../random.ts';
import { story, type RefundIdentity, type RefundRun } from './refund-run.ts';
import { withWrongTraits } from './wrong-runs.ts';

/** All refund runs in order of time, decided before a single record is written. */
export function planRefunds(random: Random): readonly RefundRun[] {
  const { counts } = story;
  const before = times(random, counts.before, story.from, story.deployed);
  const window = [story.deployed + 22 * second, ...times(random, counts.wrong + counts.rightInWindow - 1, story.deployed + minute, story.rolledBack - 30 * second)];
  const after = times(random, counts.after, story.rolledBack + minute, story.to);
  const right = new Set(random.shuffled(window.map((_, index) => index).slice(1)).slice(0, counts.rightInWindow));

  const base = [...before, ...window, ...after].map((at, key) => ordinaryRun(random, key, at));
  const inWindow = base.slice(before.length, before.length + window.length);
  const wrong = withWrongTraits(random, inWindow.filter((_, index) => !right.has(index)));
  const rightInWindow = inWindow.filter((_, index) => right.has(index)).map((run) => ({ ...run, template: 'v14' as const, ledger: 'legacy' as const }));
  const outside = withNoise(random, [...base.slice(0, before.length), ...base.slice(before.length + window.length)]);

  return [...outside, ...rightInWindow, ...wrong]
    .toSorted((a, b) => a.at - b.at || a.key - b.key)
    .map((run, index) => ({ ...run, runId: `RF-${new Date(run.at).toISOString().slice(2, 10).replaceAll('-', '')}-${String(index + 10_001).slice(1)}` }));
}

/** Office hours are busy, nights and week-ends are not. */
function times(random: Random, count: number, from: Instant, to: Instant): readonly Instant[] {
  const found: Instant[] = [];
  while (found.length < count) {
    const at = from + random.integer(0, to - from - 1);
    const date = new Date(at);
    const busy = date.getUTCHours() >= 6 && date.getUTCHours() < 19 ? 100 : 8;
    const weekend = date.getUTCDay() % 6 === 0 ? 35 : 100;
    if (random.integer(1, 10_000) <= busy * weekend) found.push(at);
  }
  return found.toSorted((a, b) => a - b);
}

const approvers = ['mira.kolb', 'tarik.osman', 'lene.brandvik', 'jonas.weidt'];
const requesters = ['p.ahlgren', 's.nowicka', 'd.ferro'];

function ordinaryRun(random: Random, key: number, at: Instant): RefundRun {
  const lineCents = random.chance(78) ? random.integer(390, 9890) : random.integer(10_000, 26_000);
  const accountAgeDays = random.chance(88) ? random.integer(91, 2400) : random.integer(2, 90);
  const byRule = lineCents < story.ruleLimitCents && accountAgeDays > story.ruleAccountDays;
  const trigger = random.chance(82) ? 'event' : random.chance(60) ? 'instruction' : 'schedule';
  return {
    key,
    runId: '',
    at,
    wrong: false,
    template: 'v13',
    templateRecorded: true,
    ledger: random.chance(18) ? 'legacy' : 'new',
    lineCents,
    amountCents: lineCents,
    accountAgeDays,
    approval: byRule ? 'named rule' : 'human',
    approver: byRule ? null : random.pick(approvers),
    requester: trigger === 'instruction' ? random.pick(requesters) : null,
    trigger,
    decideAt: null,
    outcome: 'succeeded',
    shape: 'whole',
    retryOf: null,
    sentTwice: false,
    tampering: 'none',
    recovery: 'none',
    environment: 'production',
    modelVersion: '2.3',
    identity: identity(random, key),
    privacy: { reasoningHashed: random.chance(12), nameRedacted: random.chance(30) },
  };
}

function identity(random: Random, key: number): RefundIdentity {
  return {
    customerId: String(38_000 + random.integer(0, 15_999)),
    customerName: personName(random),
    invoiceId: `INV-2026-${String(30_000 + key * 7 + random.integer(0, 6)).slice(-5)}`,
    ticketId: `TK-${88_000 + key * 3 + random.integer(0, 2)}`,
    charge: `ch_${random.hex(16)}`,
  };
}

/** Outside the window all amounts are right; what is missing there is the ordinary wear of a real log. */
function withNoise(random: Random, runs: readonly RefundRun[]): readonly RefundRun[] {
  const order = random.shuffled(runs.map((run) => run.key));
  const range = (from: number, count: number): ReadonlySet<number> => new Set(order.slice(from, from + count));
  const [unconfirmed, failed, silent, none] = [range(0, 21), range(21, 16), range(37, 11), range(48, 8)];
  const [staging, noEnvironment, alias, noTrigger, latest, events] = [range(56, 18), range(74, 26), range(100, 30), range(130, 12), range(142, 20), range(162, 106)];
  return runs.map((run) => ({
    ...run,
    outcome: unconfirmed.has(run.key) ? 'unconfirmed' : failed.has(run.key) ? 'failed' : run.outcome,
    approval: silent.has(run.key) ? 'not recorded' : none.has(run.key) ? 'explicitly none' : run.approval,
    approver: silent.has(run.key) || none.has(run.key) ? null : run.approver,
    environment: staging.has(run.key) ? 'staging' : noEnvironment.has(run.key) ? null : run.environment,
    trigger: alias.has(run.key) ? 'alias' : noTrigger.has(run.key) ? 'absent' : run.trigger,
    requester: alias.has(run.key) || noTrigger.has(run.key) ? null : run.requester,
    modelVersion: latest.has(run.key) ? 'latest' : run.modelVersion,
    shape: events.has(run.key) ? 'events' : run.shape,
  }));
}
