import type { FindingRule } from './finding-rule.ts';
import { rosterOf, withoutRoster } from './roster-of.ts';
import { at, quoted } from './wording.ts';

export const assigneeInactive: FindingRule = {
  id: 'assignee-inactive',
  title: 'Assigned to somebody who was not active',
  definition: 'The run was assigned to a person or team at a recorded instant of execution, the roster names that principal, and none of its times covers the instant (from included, until excluded). Somebody the roster does not name raises nothing.',
  basis: '4-Pattern Audit Log Standard, pattern 1: assigned rep',
  severity: 'medium',
  family: 'patterns',
  needs: withoutRoster,
  goesBy: 'roster',
  ofRun(context) {
    const standing = rosterOf(context);
    return ({ facts }) => {
      if (facts.assignee === null || facts.executedAt === null || standing(facts.assignee, facts.executedAt) !== 'inactive') return null;
      return { sentence: `Assigned to ${quoted(facts.assignee)} at ${at(facts.executedAt)}, when the roster has them not active.`, evidence: ['execution.assignee', 'execution.at'] };
    };
  },
};
