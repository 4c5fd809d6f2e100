import type { MinimumFields } from '#shared/model/lineage.ts';
import type { Pattern, RunRow } from '#shared/model/run.ts';
import type { MergedStage } from './merge.ts';
import { rank, rankOf } from './slots.ts';

/** What the 4-Pattern Audit Log Standard asks of a run's pattern beside the seven fields. */
export function minimumFieldsOf(run: RunRow, stages: readonly MergedStage[]): readonly MinimumFields[] {
  if (run.pattern === null) return [];
  const present: string[] = [];
  const missing: string[] = [];
  for (const { title, anyOf } of minimum[run.pattern]) (anyOf.some((path) => states(stages, path)) ? present : missing).push(title);
  return [{ pattern: run.pattern, present, missing }];
}

interface Minimum {
  readonly title: string;
  /** `stage.name`, any of which states it; `stage.subject.*`-like paths end in a dot and match by their beginning. */
  readonly anyOf: readonly string[];
}

const timestamp: Minimum = { title: 'timestamp', anyOf: ['context.at', 'output.at', 'execution.at', 'trigger.at', 'decision.at'] };
const actionType: Minimum = { title: 'action type', anyOf: ['context.actionType', 'execution.type'] };

const minimum: Readonly<Record<Pattern, readonly Minimum[]>> = {
  'scoring-routing': [
    timestamp,
    actionType,
    { title: 'lead ID', anyOf: ['context.subject.lead', 'context.subject.ticket', 'context.subject.account'] },
    { title: 'model version', anyOf: ['model.version'] },
    { title: 'input features with values', anyOf: ['source-data.features', 'source-data.state', 'source-data.features.'] },
    { title: 'output score', anyOf: ['output.score'] },
    { title: 'assigned rep', anyOf: ['execution.assignee'] },
    { title: 'alternatives considered', anyOf: ['output.alternatives'] },
    { title: 'override flag', anyOf: ['decision.overrideFlag'] },
  ],
  'meeting-intelligence': [
    { title: 'recording timestamp', anyOf: ['context.at', 'trigger.at'] },
    { title: 'consent method', anyOf: ['consent.method'] },
    { title: 'consent timestamp', anyOf: ['consent.at'] },
    { title: 'CRM fields written, with values before and after', anyOf: ['execution.changes'] },
    { title: 'rep access log', anyOf: ['access.entries'] },
  ],
  'generative-research': [
    { title: 'brief generation timestamp', anyOf: ['output.at', 'context.at'] },
    { title: 'data sources used', anyOf: ['source-data.sources', 'source-data.refs'] },
    { title: 'brief content hash', anyOf: ['output.hash'] },
    { title: 'delivery channel', anyOf: ['execution.channel'] },
  ],
  'workflow-copilot': [
    { title: 'suggestion type', anyOf: ['context.actionType', 'execution.type'] },
    { title: 'trigger condition', anyOf: ['trigger.condition'] },
    { title: 'input state', anyOf: ['source-data.state', 'source-data.features', 'source-data.state.'] },
    { title: 'generated content', anyOf: ['output.value', 'output.text'] },
    { title: 'rep action', anyOf: ['decision.verdict'] },
    { title: 'final outcome', anyOf: ['outcome.status'] },
  ],
};

function states(stages: readonly MergedStage[], path: string): boolean {
  const dot = path.indexOf('.');
  const kind = path.slice(0, dot);
  const name = path.slice(dot + 1);
  return stages.some((stage) => stage.kind === kind && has(stage, name));
}

/** An empty map of features names nothing; an empty list of alternatives says there were none. */
function has(stage: MergedStage, name: string): boolean {
  if (name.endsWith('.')) return [...stage.values.keys()].some((key) => key.startsWith(name));
  const shown = stage.values.get(name)?.shown;
  if (shown === undefined || rankOf(shown) === rank.none) return false;
  if (name === 'features' || name === 'state') return !isEmptyObject(shown.value);
  return name !== 'changes' || everyChangeIsWhole(shown.value);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (Object.keys(value).length === 0 || Object.values(value).every((inner) => inner === null));
}

function everyChangeIsWhole(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((change) => typeof change === 'object' && change !== null && 'field' in change && 'before' in change && 'after' in change);
}
