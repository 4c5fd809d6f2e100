import type { FindingRule } from './finding-rule.ts';
import { GroupedRuns } from './grouped-runs.ts';
import { isOfAi } from './recorded.ts';
import { counted, quoted } from './wording.ts';

export const effectUnknown: FindingRule = {
  id: 'effect-unknown',
  title: 'Whether a type of action writes is not recorded',
  definition: 'AI actions of this type are recorded as executed, and no record says whether they write or only read. They are counted as writing, never silently as reading. One finding a type of action.',
  basis: 'Generate versus execute: the boundary is declared, not guessed from a name',
  severity: 'note',
  family: 'execution',
  overRuns() {
    const types = new GroupedRuns();
    return {
      add(row, { effect }) {
        if (effect === 'unknown' && row.outcome !== 'not executed' && isOfAi(row)) types.add(row.actionType ?? '', row);
      },
      end: () => types.findings(({ key, count }) => `${counted(count, 'run')} of ${key === '' ? 'actions without a type' : quoted(key)}: whether they write is not recorded.`, () => ['execution.type']),
    };
  },
};
