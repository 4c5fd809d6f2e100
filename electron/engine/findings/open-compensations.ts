import { add, type Decimal, zero } from '#shared/decimal.ts';
import { outcomeStatusOf } from '../lineage/outcome.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { counted, money } from './wording.ts';

interface Open {
  readonly runs: string[];
  readonly people: Set<string>;
  total: Decimal;
  withoutAmount: number;
  nameless: number;
}

export const openCompensations: FindingRule = {
  id: 'open-compensations',
  title: 'Open compensations, with money and people',
  definition:
    'All runs whose records state the status of a recovery, none of which reads as succeeded, by the currency of what they executed: how many, the sum of the executed amounts, and how many distinct first subjects they name. Amounts are summed exactly and never converted; a run without an amount or a subject is counted and stated, not guessed.',
  basis: 'Open compensations: residual per currency and per person',
  severity: 'high',
  family: 'recovery',
  overRuns() {
    const open = new Map<string, Open>();
    return {
      add(row, { id, recoveredAmount, recoveryStatus, executedAmount, executedCurrency }) {
        if (recoveredAmount !== null || recoveryStatus === null || recoveryStatus.split(', ').some((word) => outcomeStatusOf(word, null) === 'succeeded')) return;
        const currency = executedCurrency ?? '';
        const entry = open.get(currency) ?? { runs: [], people: new Set<string>(), total: zero, withoutAmount: 0, nameless: 0 };
        open.set(currency, entry);
        entry.runs.push(id);
        const amount = executedAmount === null ? null : readDecimal(executedAmount);
        if (amount === null) entry.withoutAmount += 1;
        else entry.total = add(entry.total, amount);
        if (row.subject === null) entry.nameless += 1;
        else entry.people.add(row.subject);
      },
      end: () => [...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, entry]) => finding(currency, entry)),
    };
  },
};

function finding(currency: string, { runs, people, total, withoutAmount, nameless }: Open): CaseFinding {
  const ids = runs.sort();
  const lacking = [...(withoutAmount === 0 ? [] : [`${withoutAmount} without a recorded amount`]), ...(nameless === 0 ? [] : [`${nameless} without a recorded subject`])];
  return {
    key: currency === '' ? 'no currency' : currency,
    sentence: `${counted(runs.length, 'run')} with a compensation that is not confirmed: ${money(decimalText(total), currency === '' ? null : currency)} executed for ${counted(people.size, 'subject')}${lacking.length === 0 ? '' : `; ${lacking.join(', ')}`}.`,
    runs: ids,
    at: null,
    evidence: ids.slice(0, 5).flatMap((run) => [`${run} recovery.status`, `${run} execution.amount`]),
  };
}
