import { compareInstants } from '#shared/time.ts';
import type { AssembledStage } from '../lineage/assembled-run.ts';
import type { FindingRule, RunFinding } from './finding-rule.ts';
import { executionsOf, instantIn, isSurelyAfter, stagesOf } from './recorded.ts';
import { at, between } from './wording.ts';

export const orderContradictsLineage: FindingRule = {
  id: 'order-contradicts-lineage',
  title: 'The recorded times contradict the order of the steps',
  definition:
    'The run has one stage of each of two kinds, and the later kind states an instant before the earlier one: an output before its trigger, a decision before the output it decides on, an outcome before the execution. Clocks of two systems may differ, and no skew is known here. Equal instants, and those no further apart than their precision, raise nothing; a decision or output after the execution has rules of its own.',
  basis: 'Execute Action Audit Standard, field 6: order contradicts the chain',
  severity: 'medium',
  family: 'record keeping',
  ofRun: () => (surveyed) => {
    const { run } = surveyed;
    const [trigger, output, decision, outcome] = [stagesOf(run, 'trigger'), stagesOf(run, 'output'), stagesOf(run, 'decision'), stagesOf(run, 'outcome')];
    return inverted('output', output, 'trigger', trigger) ?? inverted('decision', decision, 'output', output) ?? inverted('outcome', outcome, 'execution', executionsOf(surveyed));
  },
};

function inverted(laterKind: string, later: readonly AssembledStage[], earlierKind: string, earlier: readonly AssembledStage[]): RunFinding | null {
  const [second, first] = [later[0], earlier[0]];
  if (second === undefined || first === undefined || later.length > 1 || earlier.length > 1 || second.at === null || first.at === null || compareInstants(second.at, first.at) >= 0) return null;
  const [after, before] = [instantIn(second, 'at'), instantIn(first, 'at')];
  if (after === null || before === null || !isSurelyAfter(before, after)) return null;
  return { sentence: `The ${laterKind} states ${at(after.at)}, ${between(after.at, before.at)} before the ${earlierKind} at ${at(before.at)}.`, evidence: [`${second.id}.at`, `${first.id}.at`] };
}
