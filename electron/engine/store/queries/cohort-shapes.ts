import { approvalClasses, outcomeStatuses } from '#shared/model/run.ts';
import { executedStates, recoveryStates } from '#shared/search/search.ts';
import type { CohortShape, PartGap } from '../../figures/cohort-shape.ts';
import type { Store } from '../store.ts';
import { cohortSql, sideOf, type CohortAsked } from './cohort.ts';
import { executedSql, recoverySql } from './detail-conditions.ts';
import { Row } from './read-row.ts';

export interface AskedGap {
  /** The part as search text; a run that may belong and does not meet it lacks something there. */
  readonly holds: string;
  readonly fact: string | null;
}

export interface CohortShapes {
  readonly shapes: readonly CohortShape[];
  /** Of the possible runs, by part, in the order asked. */
  readonly gaps: readonly PartGap[];
}

/** The cohort counted by everything figures split it by: one scan, at most some thousand rows. Sums stay decimal text. */
export async function cohortShapes(store: Store, caseKey: number, asked: CohortAsked, parts: readonly AskedGap[]): Promise<CohortShapes> {
  const cohort = cohortSql(caseKey, asked);
  const lacks = parts.map(({ holds }) => `(side = 1 AND ${cohort.condition(holds)} IS NOT TRUE)`);
  const gaps = parts.flatMap(({ fact }, index) => {
    const said = (provenance: string): string => (fact === null ? 'FALSE' : `coalesce(strpos(detail.provenance, '"${fact}":"${provenance}"') > 0, FALSE)`);
    const lack = lacks[index] ?? 'FALSE';
    return [`count(*) FILTER (WHERE ${lack})`, `count(*) FILTER (WHERE ${lack} AND ${said('inferred')})`, `count(*) FILTER (WHERE ${lack} AND (${said('hash only')} OR ${said('redacted')}))`];
  });
  // The first execution's amount, as recorded; an inferred one does not count as recorded.
  const stated = `coalesce(strpos(detail.provenance, '"amount"') = 0, TRUE)`;
  const amount = `CASE WHEN ${stated} THEN detail.executed_amount END`;
  const rows = await store.query(
    `SELECT side, run.action_type, run.approval_class, run.outcome, CASE WHEN side = 2 THEN run.environment END AS environment, run.system, detail.country,
            ${executedSql}, ${recoverySql}, detail.executed_currency, CASE WHEN detail.recovered_amount IS NOT NULL THEN detail.recovered_currency END,
            count(*), count(*) FILTER (WHERE ${amount} IS NULL), count(*) FILTER (WHERE detail.executions > 1),
            coalesce(sum(${amount}) FILTER (WHERE detail.executed_amount > 0), 0)::text, coalesce(sum(${amount}) FILTER (WHERE detail.executed_amount < 0), 0)::text,
            coalesce(sum(detail.recovered_amount), 0)::text, min(run.started_at), max(run.started_at)${gaps.length === 0 ? '' : `, ${gaps.join(', ')}`}
       FROM ${cohort.from}
      CROSS JOIN LATERAL (SELECT ${cohort.side} AS side) AS belongs
      WHERE side IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
    cohort.parameters,
  );
  const totals = parts.map(() => ({ runs: 0, inferred: 0, hidden: 0 }));
  const shapes = rows.map((values): CohortShape => {
    const row = new Row(values);
    const shape = {
      side: sideOf(row.number()), action: row.textOrNull(), approval: row.code(approvalClasses), outcome: row.code(outcomeStatuses), environment: row.textOrNull(), system: row.textOrNull(), country: row.textOrNull(),
      executed: named(row.textOrNull(), executedStates), recovery: named(row.textOrNull(), recoveryStates), currency: row.textOrNull(), recoveredCurrency: row.textOrNull(),
      runs: row.number(), withoutAmount: row.number(), repeated: row.number(), paid: row.text(), paidBack: row.text(), recovered: row.text(), firstAt: row.instant(), lastAt: row.instant(),
    };
    for (const total of totals) {
      total.runs += row.number();
      total.inferred += row.number();
      total.hidden += row.number();
    }
    return shape;
  });
  return { shapes, gaps: totals };
}

function named<T extends string>(word: string | null, words: readonly T[]): T | null {
  return words.find((known) => known === word) ?? null;
}
