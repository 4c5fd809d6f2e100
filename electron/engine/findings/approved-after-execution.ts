import { compareInstants } from '#shared/time.ts';
import type { FindingRule } from './finding-rule.ts';
import { verdictOf } from '../lineage/outcome.ts';
import { executionsOf, instantIn, isSurelyAfter, stagesOf, valueOf } from './recorded.ts';
import { at, between } from './wording.ts';

export const approvedAfterExecution: FindingRule = {
  id: 'approved-after-execution',
  title: 'Approved after it was executed',
  definition:
    'A person or a named rule allowed the run, every decision of it that does not reject states an instant, and the earliest of them lies after the earliest execution. Equal instants, and those no further apart than the precision they are recorded in, cannot be told apart and raise nothing; nor do decisions without an instant.',
  basis: 'Execute Action Audit Standard, field 5; approval audit',
  severity: 'high',
  family: 'approval',
  ofRun: () => (surveyed) => {
    const { row, facts, run } = surveyed;
    if (row.approvalClass !== 'human' && row.approvalClass !== 'named rule') return null;
    const decisions = stagesOf(run, 'decision');
    if (facts.executedAt === null || (decisions.length === 1 && facts.decidedAt !== null && compareInstants(facts.decidedAt, facts.executedAt) <= 0)) return null;
    const allowing = decisions.filter((stage) => verdictOf(valueOf(stage, 'verdict') ?? undefined) !== 'rejected');
    let decided: { readonly id: string; readonly at: string; readonly unit: bigint } | null = null;
    for (const stage of allowing) {
      const instant = instantIn(stage, 'at');
      if (instant === null) return null;
      if (decided === null || BigInt(instant.at) < BigInt(decided.at)) decided = { id: stage.id, ...instant };
    }
    if (decided === null) return null;
    let executed: { readonly id: string; readonly at: string; readonly unit: bigint } | null = null;
    for (const stage of executionsOf(surveyed)) {
      const instant = instantIn(stage, 'at');
      if (instant !== null && (executed === null || BigInt(instant.at) < BigInt(executed.at))) executed = { id: stage.id, ...instant };
    }
    if (executed === null || !isSurelyAfter(decided, executed)) return null;
    return { sentence: `Decided ${at(decided.at)}, ${between(executed.at, decided.at)} after execution at ${at(executed.at)}.`, evidence: [`${decided.id}.at`, `${executed.id}.at`] };
  },
};
