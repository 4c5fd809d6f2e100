import type { FindingRule } from './finding-rule.ts';
import { gateOfAction } from './gate-of-action.ts';
import { GroupedRuns } from './grouped-runs.ts';
import { isOfAi } from './recorded.ts';
import { counted, quoted } from './wording.ts';

export const gateNotClassified: FindingRule = {
  id: 'gate-not-classified',
  title: 'No gate is stated for a type of action',
  definition: 'AI actions of this type are recorded as executed, and the gate table names no gate for it: which approval they need is for a person to say. One finding a type of action. Not raised: types of which every run only reads.',
  basis: 'Human-in-the-loop gates: unclassified',
  severity: 'note',
  family: 'approval',
  overRuns(context) {
    const gateOf = gateOfAction(context);
    const types = new GroupedRuns();
    return {
      add(row, facts) {
        if (row.actionType === null || facts.executions === 0 || facts.effect === 'read' || !isOfAi(row) || gateOf(row.actionType) !== null) return;
        types.add(row.actionType, row);
      },
      end: () => types.findings(({ key, count }) => `${counted(count, 'run')} of the action type ${quoted(key)} executed; the gate table, version ${context.gates.version}, names no gate for it.`, () => ['execution.type']),
    };
  },
};
