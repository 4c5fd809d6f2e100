import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { KeyedEntries } from './keyed-entries.ts';
import { counted, money, quoted } from './wording.ts';

interface Paid {
  readonly run: string;
  readonly amount: string;
  readonly currency: string | null;
  readonly at: string | null;
}

export const doublePaid: FindingRule = {
  id: 'double-paid',
  title: 'One reference paid by several runs',
  definition:
    'Two or more runs of the same type of action record an executed amount for the same reference of the target system (a charge, an order), and the outcome of each reads as succeeded. One finding a reference. Runs that failed, or whose outcome is not recorded, are not counted; neither are references that are only the confirmation of one run.',
  basis: 'Executed versus proposed: executed more than once',
  severity: 'high',
  family: 'execution',
  overRuns() {
    const paid = new KeyedEntries<Paid>();
    return {
      add(row, { id, externalRef, executedAmount, executedCurrency, executedAt }) {
        if (row.outcome !== 'succeeded' || externalRef === null || executedAmount === null) return;
        paid.add(`${row.actionType ?? ''}\n${externalRef}`, { run: id, amount: executedAmount, currency: executedCurrency, at: executedAt });
      },
      end: () =>
        paid.repeated().map(([key, runs]): CaseFinding => {
          const [action = '', reference = ''] = key.split('\n');
          return {
            key: reference,
            sentence: `${counted(runs.length, 'run')} of ${quoted(action === '' ? 'an action without a type' : action)} succeeded for ${quoted(reference)}: ${runs.map(({ amount, currency }) => money(amount, currency)).join(', ')}.`,
            runs: runs.map(({ run }) => run),
            at: earliest(runs.map(({ at }) => at)),
            evidence: runs.flatMap(({ run }) => [`${run} execution.externalRef`, `${run} execution.amount`]),
          };
        }),
    };
  },
};

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.filter((at) => at !== null).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null;
}
