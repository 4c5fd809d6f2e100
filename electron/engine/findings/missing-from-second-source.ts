import type { FindingRule } from './finding-rule.ts';
import { GroupedRuns } from './grouped-runs.ts';
import { isOfAi } from './recorded.ts';
import { counted, quoted } from './wording.ts';

export const missingFromSecondSource: FindingRule = {
  id: 'missing-from-second-source',
  title: 'Succeeded by one source, unknown to the others',
  definition:
    'AI runs whose outcome reads as succeeded and of which one source alone speaks, where more than half of the succeeded AI runs of the same type of action are told by two sources or more. Runs in an environment other than production are left out, those without one are not. The other source may be incomplete, or may never have seen them. One finding a type of action.',
  basis: 'One path, not three systems: joins between sources',
  severity: 'medium',
  family: 'execution',
  overRuns() {
    const alone = new GroupedRuns();
    const joined = new Map<string, number>();
    return {
      add(row) {
        if (row.outcome !== 'succeeded' || row.actionType === null || !isOfAi(row) || (row.environment !== null && !/^prod(uction)?$/i.test(row.environment))) return;
        if (row.sources > 1) joined.set(row.actionType, (joined.get(row.actionType) ?? 0) + 1);
        else alone.add(row.actionType, row);
      },
      end: () =>
        alone
          .groups()
          .filter(({ key, count }) => (joined.get(key) ?? 0) > count)
          .map((group) => {
            const all = (joined.get(group.key) ?? 0) + group.count;
            return { key: group.key, sentence: `${group.count} of ${counted(all, 'run')} of ${quoted(group.key)} that succeeded are told by one source only; the others by two or more.`, runs: group.runs, at: group.firstAt, evidence: group.runs.slice(0, 5).map((run) => `${run} outcome.status`) };
          }),
    };
  },
};
