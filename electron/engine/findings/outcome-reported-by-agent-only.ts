import type { FindingRule } from './finding-rule.ts';
import { executionsOf, plainName, readable, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

const selves: ReadonlySet<string> = new Set(['agent', 'theagent', 'aiagent', 'assistant', 'ai', 'model', 'llm', 'self']);

export const outcomeReportedByAgentOnly: FindingRule = {
  id: 'outcome-reported-by-agent-only',
  title: 'Only the agent says how it ended',
  definition: 'The action was executed, the outcome reads as succeeded, and every outcome that states who reported it names the agent of the run by name or id, its model, or a word such as "agent" or "assistant". Where nobody is named as the reporter nothing is raised.',
  basis: 'Execute Action Audit Standard, field 7: the target system\'s own answer',
  severity: 'medium',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { row, run } = surveyed;
    if (row.outcome !== 'succeeded') return null;
    const outcomes = stagesOf(run, 'outcome').filter((stage) => textOf(stage, 'status') !== null);
    const reporters = outcomes.map((stage) => textOf(stage, 'reportedBy'));
    const agentId = readable(run.context['agentId']);
    const own = (reporter: string | null): boolean => reporter !== null && (reporter === row.agent || reporter === agentId || reporter === row.model || selves.has(plainName(reporter)));
    const [first] = outcomes;
    if (first === undefined || !reporters.every(own) || executionsOf(surveyed).length === 0) return null;
    return { sentence: `"${quoted(textOf(first, 'status') ?? '')}" is reported by ${quoted(reporters[0] ?? '')}, the agent itself; no answer of the target system is recorded.`, evidence: outcomes.map(({ id }) => `${id}.reportedBy`) };
  },
};
