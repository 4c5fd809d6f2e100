import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { KeyedEntries } from './keyed-entries.ts';
import { counted, quoted } from './wording.ts';

export const idempotencyKeyReused: FindingRule = {
  id: 'idempotency-key-reused',
  title: 'One idempotency key in several runs',
  definition: 'Two or more runs record an execution under the same idempotency key. Where the target system honours the key, only one of them had an effect; whether it does is not in the records of the agent.',
  basis: 'Executed versus proposed: repeats need the same idempotency key',
  severity: 'low',
  family: 'execution',
  overRuns() {
    const keys = new KeyedEntries<{ readonly run: string; readonly at: string | null }>();
    return {
      add(_row, { id, idempotencyKey, executedAt, executions }) {
        if (idempotencyKey !== null && executions > 0) keys.add(idempotencyKey, { run: id, at: executedAt });
      },
      end: () =>
        keys.repeated().map(([key, runs]): CaseFinding => ({
          key,
          sentence: `${counted(runs.length, 'run')} were executed under the idempotency key ${quoted(key)}.`,
          runs: runs.map(({ run }) => run),
          at: runs.map(({ at }) => at).filter((at) => at !== null).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null,
          evidence: runs.map(({ run }) => `${run} execution.idempotencyKey`),
        })),
    };
  },
};
