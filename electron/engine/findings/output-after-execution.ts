import { compareInstants } from '#shared/time.ts';
import type { FindingRule } from './finding-rule.ts';
import { executionsOf, instantIn, isSurelyAfter, stagesOf } from './recorded.ts';
import { at, between } from './wording.ts';

export const outputAfterExecution: FindingRule = {
  id: 'output-after-execution',
  title: 'The output was recorded after the execution',
  definition: 'Every output of the run states an instant, and the earliest lies after the earliest execution: it may be a summary written afterwards. Equal instants, and those no further apart than their precision, raise nothing.',
  basis: 'Execute Action Audit Standard, field 3: the output before anything ran',
  severity: 'medium',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const { facts, run } = surveyed;
    if (facts.proposedAt === null || facts.executedAt === null || compareInstants(facts.proposedAt, facts.executedAt) <= 0) return null;
    const outputs = stagesOf(run, 'output').map((stage) => ({ stage, instant: instantIn(stage, 'at') }));
    const executions = executionsOf(surveyed).map((stage) => ({ stage, instant: instantIn(stage, 'at') }));
    const first = outputs.find(({ instant }) => instant?.at === facts.proposedAt);
    const done = executions.find(({ instant }) => instant?.at === facts.executedAt);
    if (first === undefined || first.instant === null || done === undefined || done.instant === null || outputs.some(({ instant }) => instant === null) || !isSurelyAfter(first.instant, done.instant)) return null;
    return { sentence: `The output states ${at(first.instant.at)}, ${between(done.instant.at, first.instant.at)} after execution at ${at(done.instant.at)}.`, evidence: [`${first.stage.id}.at`, `${done.stage.id}.at`] };
  },
};
