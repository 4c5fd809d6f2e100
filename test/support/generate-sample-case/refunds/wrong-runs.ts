import { hour, minute, second } from '../instants.ts';
import type { Random } from '../random.ts';
import { burst, story, type RefundRun, type SaidApproval } from './refund-run.ts';

/** How the 200 wrong runs were allowed, besides the burst: one entry a run. `small` stays under the limit even ten times over. */
type Allowed = { readonly approval: SaidApproval; readonly small: boolean };
const allowed: readonly Allowed[] = [
  ...repeat({ approval: 'named rule', small: false }, 84),
  ...repeat({ approval: 'named rule', small: true }, 22),
  ...repeat({ approval: 'human', small: false }, 17),
  ...repeat({ approval: 'human after execution', small: false }, 12),
  ...repeat({ approval: 'not recorded', small: false }, 27),
  ...repeat({ approval: 'explicitly none', small: false }, 12),
];
/** The last runs before the rollback are automatic, so that nothing wrong runs after it. */
const automaticTail = 12;

function repeat(value: Allowed, count: number): readonly Allowed[] {
  return Array.from({ length: count }, () => value);
}

export function withWrongTraits(random: Random, runs: readonly RefundRun[]): readonly RefundRun[] {
  const waiting = runs.filter((run) => run.at >= burst.proposedFrom && run.at <= burst.proposedTo).slice(0, burst.runs);
  if (runs.length !== story.counts.wrong || waiting.length !== burst.runs) throw new Error('the plan of wrong runs does not add up');
  const tail = runs.slice(-automaticTail);
  const middle = random.shuffled(runs.filter((run) => !waiting.includes(run) && !tail.includes(run)));

  const burstRuns = waiting.map((run, index) => ({
    ...wrongRun(random, run, { approval: 'human', small: false }),
    approver: burst.approver,
    decideAt: burst.from + Math.floor((index * burst.seconds * second) / burst.runs) + random.integer(0, 4) * second,
    shape: 'events' as const,
  }));
  const others = middle.map((run, index) => wrongRun(random, run, allowed[index] ?? { approval: 'named rule', small: false }));
  const tailRuns = tail.map((run) => wrongRun(random, run, { approval: 'named rule', small: false }));
  return [...burstRuns, ...withPlantedFacts(random, others), ...tailRuns];
}

function wrongRun(random: Random, run: RefundRun, { approval, small }: Allowed): RefundRun {
  const lineCents = small ? random.integer(310, 990) : random.integer(1010, 7900);
  const byPerson = approval === 'human' || approval === 'human after execution';
  return {
    ...run,
    wrong: true,
    template: 'v14',
    ledger: 'new',
    lineCents,
    amountCents: lineCents * 10,
    accountAgeDays: approval === 'named rule' ? Math.max(run.accountAgeDays, 91) : run.accountAgeDays,
    approval,
    approver: byPerson ? random.pick(['mira.kolb', 'tarik.osman', 'lene.brandvik']) : null,
  };
}

/** Walks the shuffled runs once and hands out what is planted; each run receives at most one thing, but for the shapes. */
function withPlantedFacts(random: Random, runs: readonly RefundRun[]): readonly RefundRun[] {
  const taken = new Set<number>();
  const take = (count: number, fits: (run: RefundRun) => boolean): readonly number[] => {
    const keys = runs.filter((run) => !taken.has(run.key) && fits(run)).slice(0, count).map((run) => run.key);
    if (keys.length !== count) throw new Error('too few runs to plant a fact');
    keys.forEach((key) => taken.add(key));
    return keys;
  };
  const breach = (run: RefundRun): boolean => run.approval === 'named rule' && run.lineCents >= 1000;

  const firstTries = take(4, (run) => breach(run) && run.at < story.rolledBack - 2 * hour);
  const secondTries = take(4, breach);
  const sentTwice = new Set(take(3, breach));
  const altered = new Set(take(1, breach));
  const deleted = new Set(take(1, (run) => run.approval === 'not recorded'));
  const selfApproved = new Set(take(1, (run) => run.approval === 'human'));
  const failed = new Set([...take(6, () => true), ...firstTries.slice(3)]);
  const unconfirmed = new Set(take(18, () => true));
  const noTemplate = new Set(take(6, () => true));
  const full = new Set(take(40, () => true));
  const partial = new Set(take(16, () => true));
  const pending = new Set(take(8, () => true));
  const events = new Set([...sentTwice, ...deleted, ...[...unconfirmed].slice(0, 6), ...[...full].slice(0, 12), ...[...noTemplate].slice(0, 2), ...take(6, () => true)]);

  return runs.map((run) => {
    const retried = runs.find((other) => other.key === firstTries[secondTries.indexOf(run.key)]);
    const self = selfApproved.has(run.key);
    return {
      ...run,
      ...(retried === undefined ? {} : { ...copyOf(retried), at: retried.at + random.integer(2, 9) * minute + random.integer(0, 59) * second, trigger: 'schedule' as const, requester: null, retryOf: retried.key }),
      ...(self ? { trigger: 'instruction' as const, requester: 'jonas.weidt', approver: 'jonas.weidt' } : {}),
      outcome: failed.has(run.key) ? 'failed' : unconfirmed.has(run.key) ? 'unconfirmed' : run.outcome,
      templateRecorded: !noTemplate.has(run.key),
      shape: events.has(run.key) ? 'events' : run.shape,
      sentTwice: sentTwice.has(run.key),
      tampering: altered.has(run.key) ? 'approval written in later' : deleted.has(run.key) ? 'decision record deleted' : run.tampering,
      recovery: full.has(run.key) ? 'full' : partial.has(run.key) ? 'partial' : pending.has(run.key) ? 'pending' : run.recovery,
    };
  });
}

function copyOf(run: RefundRun): Pick<RefundRun, 'identity' | 'lineCents' | 'amountCents' | 'accountAgeDays'> {
  return { identity: run.identity, lineCents: run.lineCents, amountCents: run.amountCents, accountAgeDays: run.accountAgeDays };
}
