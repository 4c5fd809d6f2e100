import type { FindingRule } from './finding-rule.ts';
import { GroupedRuns } from './grouped-runs.ts';
import { isOfAi } from './recorded.ts';
import { counted, quoted } from './wording.ts';

export const actionWithoutAgent: FindingRule = {
  id: 'action-without-agent',
  title: 'Actions that no agent of this case accounts for',
  definition: 'Runs in which no record names an agent, a model, a prompt or an output, of a type of action that AI runs of this case take: the target system knows of them, the agents\' logs do not. A person may have acted, or a log may be incomplete. One finding a type of action.',
  basis: 'One path, not three systems: runs that only the target system knows',
  severity: 'medium',
  family: 'execution',
  overRuns() {
    const others = new GroupedRuns();
    const taken = new Map<string, number>();
    return {
      add(row, { executions }) {
        if (row.actionType === null) return;
        if (isOfAi(row)) taken.set(row.actionType, (taken.get(row.actionType) ?? 0) + 1);
        else if (executions > 0) others.add(row.actionType, row);
      },
      end: () =>
        others
          .findings(({ key, count }) => `${counted(count, 'run')} of ${quoted(key)} ${count === 1 ? 'names' : 'name'} no agent, model or output; ${counted(taken.get(key) ?? 0, 'other run')} of that type ${taken.get(key) === 1 ? 'does' : 'do'}.`, () => ['outcome.externalId', 'execution.amount'])
          .filter(({ key }) => taken.has(key)),
    };
  },
};
