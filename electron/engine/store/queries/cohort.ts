import { defined } from '#shared/assert.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { ProblemError } from '#shared/result.ts';
import { joinedDetail } from './detail-conditions.ts';
import { searchCondition } from './search-to-sql.ts';
import type { Bind } from './text-conditions.ts';

/** A cohort by its searches, see ../../figures/cohort-searches.ts. */
export interface CohortAsked {
  readonly certain: string;
  readonly possible: string;
  /** What only another environment keeps out: counted apart. Empty: nothing is. */
  readonly apart: string;
  /** Met by every run of the three, told from the row alone. */
  readonly loose: string;
}

/** Statements over one cohort: `run` and `detail` side by side, `side` saying where a run belongs. */
export interface CohortSql {
  readonly parameters: unknown[];
  readonly bind: Bind;
  /** `FROM …`, without WHERE: the runs looked at, each with its detail. */
  readonly from: string;
  /** 0 certain, 1 possible, 2 apart; NULL: out. */
  readonly side: string;
  /** A search as a condition over the same two. */
  condition(where: string): string;
}

export function cohortSql(caseKey: number, asked: CohortAsked): CohortSql {
  const parameters: unknown[] = [caseKey];
  const bind: Bind = (value) => `$${parameters.push(value)}`;
  const condition = (where: string): string => conditionSql(where, bind);
  const side = `CASE WHEN ${condition(asked.certain)} THEN 0 WHEN ${condition(asked.possible)} THEN 1 ${asked.apart === '' ? '' : `WHEN ${condition(asked.apart)} THEN 2`} END`;
  // The looked-at runs are fenced off: how few there are is nothing the planner can tell before.
  const from = `(SELECT * FROM run WHERE run.case_key = $1 AND ${condition(asked.loose)} OFFSET 0) AS run
                LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id`;
  return { parameters, bind, from, side, condition };
}

function conditionSql(where: string, bind: Bind): string {
  const parsed = parseSearch(where);
  if (!parsed.ok) throw new ProblemError('search-not-understood', `The search ${JSON.stringify(where)} is not understood at character ${parsed.problem.start + 1}: ${parsed.problem.message}`, 'Correct the search.');
  return parsed.search === null ? 'TRUE' : `(${searchCondition(parsed.search, bind, joinedDetail)})`;
}

export const sides = ['certain', 'possible', 'apart'] as const;
export type Side = (typeof sides)[number];

export function sideOf(code: number): Side {
  return defined(sides[code], 'a run of a cohort is on one of its sides');
}
