import { compareInstants } from '#shared/time.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { KeyedEntries } from './keyed-entries.ts';
import { at, counted, money, quoted } from './wording.ts';

interface Done {
  readonly run: string;
  readonly at: string;
  readonly ref: string | null;
  readonly key: string | null;
}

const window = 24n * 3_600_000_000_000n;

export const possibleRepeat: FindingRule = {
  id: 'possible-repeat',
  title: 'The same amount on the same record within a day',
  definition:
    'Two or more runs of the same type of action, not failed, record executions of the same amount and currency on the same target record, each within 24 h of the one before. Possible, no more: two claims on one invoice may be two claims. Runs that share the reference or the idempotency key raise `double-paid` or `idempotency-key-reused` and are left out here.',
  basis: 'Executed versus proposed: possible repeat',
  severity: 'low',
  family: 'execution',
  overRuns() {
    const done = new KeyedEntries<Done>();
    return {
      add(row, { id, executedAmount, executedCurrency, executedAt, externalRef, idempotencyKey }) {
        if (row.outcome === 'failed' || row.outcome === 'not executed' || row.targetRecord === null || executedAmount === null || executedCurrency === null || executedAt === null) return;
        done.add([row.actionType ?? '', row.system ?? '', row.targetRecord, plain(executedAmount), executedCurrency].join('\n'), { run: id, at: executedAt, ref: externalRef, key: idempotencyKey });
      },
      end: () => done.repeated().flatMap(([key, runs]) => chains(runs).map((chain) => finding(key, chain))),
    };
  },
};

/** `100`, `100.0` and `1e2` are one amount. */
function plain(amount: string): string {
  const decimal = readDecimal(amount);
  return decimal === null ? amount : decimalText(decimal).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

function chains(runs: readonly Done[]): readonly (readonly Done[])[] {
  const found: Done[][] = [];
  const ordered = runs.toSorted((a, b) => compareInstants(a.at, b.at) || (a.run < b.run ? -1 : 1));
  for (const one of ordered) {
    const open = found.at(-1);
    const last = open?.at(-1);
    if (open === undefined || last === undefined || BigInt(one.at) - BigInt(last.at) > window) found.push([one]);
    else if (open.every((other) => !sharesName(one, other))) open.push(one);
  }
  return found.filter((chain) => chain.length > 1);
}

function sharesName(a: Done, b: Done): boolean {
  return (a.ref !== null && a.ref === b.ref) || (a.key !== null && a.key === b.key);
}

function finding(key: string, chain: readonly Done[]): CaseFinding {
  const [action = '', , record = '', amount = '', currency = ''] = key.split('\n');
  const first = chain[0]?.at ?? null;
  return {
    key: `${record} ${amount} ${currency} ${chain[0]?.run ?? ''}`,
    sentence: `Possible: ${counted(chain.length, 'run')} of ${quoted(action)} executed ${money(amount, currency)} on ${quoted(record)}, the first ${first === null ? '' : at(first)}, each within 24 h of the one before.`,
    runs: chain.map(({ run }) => run),
    at: first,
    evidence: chain.flatMap(({ run }) => [`${run} execution.recordId`, `${run} execution.amount`, `${run} execution.at`]),
  };
}
