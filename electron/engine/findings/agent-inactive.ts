import type { FindingRule } from './finding-rule.ts';
import { readable } from './recorded.ts';
import { rosterOf, withoutRoster } from './roster-of.ts';
import { at, quoted } from './wording.ts';

export const agentInactive: FindingRule = {
  id: 'agent-inactive',
  title: 'Executed by an agent that was not active',
  definition: 'The run was executed at a recorded instant, the roster names its agent, by name or by id, and none of its times covers the instant (from included, until excluded). An agent the roster does not name raises nothing.',
  basis: 'Scope per agent: systems inside their authorisation',
  severity: 'high',
  family: 'record keeping',
  needs: withoutRoster,
  goesBy: 'roster',
  ofRun(context) {
    const standing = rosterOf(context);
    return ({ row, facts, run }) => {
      if (facts.executedAt === null) return null;
      const id = readable(run.context['agentId']);
      for (const [name, agent] of [['agent', row.agent], ['agentId', typeof id === 'string' ? id : null]] as const) {
        if (agent === null || standing(agent, facts.executedAt) !== 'inactive') continue;
        return { sentence: `Executed at ${at(facts.executedAt)} by ${quoted(agent)}, which the roster has not active then.`, evidence: [`context.${name}`, 'execution.at'] };
      }
      return null;
    };
  },
};
