import { add, compareDecimals, type Decimal, subtract, zero } from '#shared/decimal.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { isInForce, registeredVersions } from './registered-versions.ts';
import { withoutRegister } from './replay-finding.ts';
import { counted, money, quoted } from './wording.ts';

interface Excess {
  readonly rule: string;
  readonly version: string;
  readonly currency: string;
  /** The bound as the register has it. */
  readonly bound: string;
  readonly runs: string[];
  executed: Decimal;
  above: Decimal;
}

export const thresholdExcess: FindingRule = {
  id: 'threshold-excess',
  title: 'Executed above the bound of a rule, in money',
  definition:
    'All executed runs that were allowed by a named rule, of which the register has exactly one entry (of the recorded version, else of any) in force at the instant of the decision, else of the execution, with a condition that an amount be `<` or `≤` a bound in the currency of the executed amount, and the executed amount breaks it: by rule, version, bound and currency, how many runs, the sum they executed, and how much of it lies above the bound. Amounts are summed exactly and never converted. Runs whose outcome reads as failed or not executed are left out. Compensations are not subtracted: see `open-compensations`.',
  basis: 'Threshold-rule replay: excess paid',
  severity: 'high',
  family: 'threshold rules',
  needs: withoutRegister,
  overRuns(context) {
    const registered = registeredVersions(context);
    const found = new Map<string, Excess>();
    return {
      add(row, { id, executedAmount, executedCurrency, executedAt, decidedAt, ruleVersion, executions }) {
        const instant = decidedAt ?? executedAt;
        if (row.approvalClass !== 'named rule' || row.ruleId === null || executedAmount === null || executedCurrency === null || instant === null || executions === 0) return;
        if (row.outcome === 'failed' || row.outcome === 'not executed') return;
        const amount = readDecimal(executedAmount);
        const [entry, another] = registered.of('rule', row.ruleId).filter((one) => (ruleVersion === null || one.version === ruleVersion) && isInForce(one, instant));
        if (amount === null || entry === undefined || another !== undefined) return;
        for (const { quantity, operator, value, unit } of entry.conditions ?? []) {
          const bound = value === null ? null : readDecimal(value);
          if (quantity?.toLowerCase().endsWith('amount') !== true || (operator !== '<' && operator !== '≤') || bound === null || value === null || unit?.toUpperCase() !== executedCurrency.toUpperCase()) continue;
          const order = compareDecimals(amount, bound);
          if (order < 0 || (order === 0 && operator === '≤')) continue;
          const key = [entry.name, entry.version, value, unit.toUpperCase()].join('\n');
          const excess = found.get(key) ?? { rule: entry.name, version: entry.version, currency: unit.toUpperCase(), bound: value, runs: [], executed: zero, above: zero };
          found.set(key, excess);
          excess.runs.push(id);
          excess.executed = add(excess.executed, amount);
          excess.above = add(excess.above, subtract(amount, bound));
        }
      },
      end: () => [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, excess]) => finding(key, excess)),
    };
  },
};

function finding(key: string, { rule, version, currency, bound, runs, executed, above }: Excess): CaseFinding {
  const ids = runs.sort();
  return {
    key,
    sentence: `${counted(ids.length, 'run')} allowed by rule ${quoted(rule)} version ${quoted(version)} executed ${money(decimalText(executed), currency)} in all, ${money(decimalText(above), currency)} of it above its bound of ${money(bound, currency)} a run.`,
    runs: ids,
    at: null,
    evidence: ids.slice(0, 5).flatMap((run) => [`${run} decision.ruleId`, `${run} execution.amount`]),
  };
}
