import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { isoWeek } from './iso-week.ts';
import { counted, quoted } from './wording.ts';

interface Week {
  automatic: number;
  unsaid: number;
  first: string;
  readonly overridden: string[];
}

export const reassignmentAlert: FindingRule = {
  id: 'reassignment-alert',
  title: 'More than 5 % of a week’s automatic routings changed by hand',
  definition:
    'Of the executed runs of one type of action of the pattern scoring and routing that a named rule allowed, by the ISO week (UTC) of their execution, more than 5 in 100 are flagged as overridden. Exactly 5 % raises nothing. Runs that record no override flag stay in the denominator and are stated: the share is then a lower bound. One override alone is never an alert.',
  basis: 'Automatic with audit trail: alert above 5 % of a week',
  severity: 'medium',
  family: 'patterns',
  overRuns() {
    const weeks = new Map<string, Week>();
    return {
      add(row, { id, overridden, executedAt, executions }) {
        if (row.pattern !== 'scoring-routing' || row.approvalClass !== 'named rule' || row.actionType === null || executedAt === null || executions === 0) return;
        const key = `${isoWeek(executedAt)}\n${row.actionType}`;
        const week = weeks.get(key) ?? { automatic: 0, unsaid: 0, first: executedAt, overridden: [] };
        weeks.set(key, week);
        week.automatic += 1;
        if (BigInt(executedAt) < BigInt(week.first)) week.first = executedAt;
        if (overridden === true) week.overridden.push(id);
        if (overridden === null) week.unsaid += 1;
      },
      end: () => [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, week]) => findingOf(key, week)),
    };
  },
};

const fewRuns = 30;
const fewOverrides = 5;

function findingOf(key: string, { automatic, unsaid, first, overridden }: Week): readonly CaseFinding[] {
  // 5 % without a fraction: 20 × n > all.
  if (overridden.length < 2 || overridden.length * 20 <= automatic) return [];
  const [week = '', action = ''] = key.split('\n');
  const runs = overridden.sort();
  const bound = unsaid === 0 ? '' : `, at least: ${counted(unsaid, 'run')} of them say nothing of an override`;
  const few = automatic < fewRuns || runs.length < fewOverrides ? '; few runs, so that one more or less changes the share much' : '';
  return [{
    key: `${week} ${action}`,
    sentence: `${runs.length} of ${counted(automatic, 'automatic run')} of ${quoted(action)} in ${week} were changed by hand (${percent(runs.length, automatic)} %)${bound}${few}.`,
    runs, at: first, evidence: runs.slice(0, 8).map((run) => `${run} decision.overrideFlag`),
  }];
}

/** One digit, cut and not rounded up. */
function percent(part: number, whole: number): string {
  return (Math.floor((part * 1000) / whole) / 10).toFixed(1);
}
