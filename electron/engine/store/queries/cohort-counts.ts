import { approvalClasses, outcomeStatuses, sevenFields, type ApprovalClass, type OutcomeStatus, type SevenField } from '#shared/model/run.ts';
import { runShapeIsWhole } from '../run-shape.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf, type Filter } from './search-to-sql.ts';

export interface CohortCounts {
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly approval: Readonly<Record<ApprovalClass, number>>;
  readonly outcome: Readonly<Record<OutcomeStatus, number>>;
  /** Runs in which the field is recorded whole. */
  readonly recorded: Readonly<Record<SevenField, number>>;
}

/** One pass over the runs of a search, or over their counted shapes where these can answer. */
export async function cohortCounts(store: Store, caseKey: number, where: string): Promise<CohortCounts> {
  const filter = filterOf(caseKey, where);
  const shaped = filter.onShape && (await runShapeIsWhole(store, caseKey));
  const count = (condition: string): string => (shaped ? `coalesce(sum(run.runs) FILTER (WHERE ${condition}), 0)::bigint` : `count(*) FILTER (WHERE ${condition})`);
  const [row] = await store.query(
    `SELECT ${shaped ? 'coalesce(sum(run.runs), 0)::bigint, min(run.first_at), max(run.last_at)' : 'count(*), min(run.started_at), max(run.started_at)'},
            ${approvalClasses.map((_, code) => count(`run.approval_class = ${code}`)).join(', ')},
            ${outcomeStatuses.map((_, code) => count(`run.outcome = ${code}`)).join(', ')},
            ${sevenFields.map((_, index) => count(`substr(run.fields, ${index + 1}, 1) = 'r'`)).join(', ')}
       FROM ${shaped ? 'run_shape AS run' : 'run'}
      WHERE ${filter.sql}`,
    filter.parameters,
  );
  const read = new Row(row ?? []);
  const [runs, firstAt, lastAt] = [read.number(), read.instant(), read.instant()];
  const next = (): number => read.number();
  return {
    runs, firstAt, lastAt,
    approval: { human: next(), 'named rule': next(), 'explicitly none': next(), 'not recorded': next() },
    outcome: { succeeded: next(), failed: next(), pending: next(), rejected: next(), 'not executed': next(), 'not recorded': next() },
    recorded: { trigger: next(), model: next(), output: next(), action: next(), approval: next(), context: next(), outcome: next() },
  };
}

/** Runs by action type, most first. */
export async function cohortActions(store: Store, caseKey: number, where: string): Promise<readonly (readonly [string | null, number])[]> {
  const filter = filterOf(caseKey, where);
  const shaped = filter.onShape && (await runShapeIsWhole(store, caseKey));
  const rows = await store.query(
    `SELECT run.action_type, ${shaped ? 'sum(run.runs)::bigint' : 'count(*)'} AS runs
       FROM ${shaped ? 'run_shape AS run' : 'run'}
      WHERE ${filter.sql}
      GROUP BY run.action_type
      ORDER BY runs DESC, run.action_type NULLS LAST`,
    filter.parameters,
  );
  return rows.map(([action, runs]) => [action === null ? null : String(action), Number(runs)] as const);
}

export interface CohortCourse {
  readonly executed: number;
  readonly repeated: number;
  readonly overridden: number;
  readonly disputed: number;
  readonly recovered: number;
}

/** What the survey knows of the course of the runs. */
export async function cohortCourse(store: Store, caseKey: number, where: string): Promise<CohortCourse> {
  const { sql, parameters } = filterOf(caseKey, where);
  const [row] = await store.query(
    `SELECT count(*) FILTER (WHERE detail.executions > 0), count(*) FILTER (WHERE detail.executions > 1), count(*) FILTER (WHERE detail.overridden),
            count(*) FILTER (WHERE strpos(detail.variant, 'i') > 0), count(*) FILTER (WHERE strpos(detail.variant, 'c') > 0)
       FROM run
       JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE ${sql}`,
    parameters,
  );
  const [executed = 0, repeated = 0, overridden = 0, disputed = 0, recovered = 0] = (row ?? []).map(Number);
  return { executed, repeated, overridden, disputed, recovered };
}

export interface AmountSpread {
  readonly currency: string | null;
  readonly n: number;
  readonly quartiles: readonly [string, string, string];
}

/** Quartiles by currency, each a recorded amount; amounts in different currencies are never put together. */
export async function cohortAmounts(store: Store, caseKey: number, where: string): Promise<readonly AmountSpread[]> {
  const { sql, parameters } = filterOf(caseKey, where);
  const rows = await store.query(
    `SELECT run.currency, count(*), (percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY run.amount))::text[]
       FROM run
      WHERE ${sql} AND run.amount IS NOT NULL
      GROUP BY run.currency
      ORDER BY count(*) DESC, run.currency NULLS LAST`,
    parameters,
  );
  return rows.map(([currency, n, quartiles]) => {
    const [low = '', middle = '', high = ''] = Array.isArray(quartiles) ? quartiles.map(String) : [];
    return { currency: currency === null ? null : String(currency), n: Number(n), quartiles: [low, middle, high] as const };
  });
}

/** Runs that a finding of each rule is about, whatever a person said of it. */
export async function cohortFindings(store: Store, caseKey: number, where: string): Promise<ReadonlyMap<string, number>> {
  const filter: Filter = filterOf(caseKey, where);
  const rows = await store.query(
    `SELECT numbered.rule, count(*)
       FROM (SELECT rule_key, run_id FROM run_finding WHERE case_key = $1
             UNION
             SELECT found.rule_key, about.run_id
               FROM case_finding AS found
               JOIN case_finding_run AS about ON about.case_key = found.case_key AND about.finding_id = found.finding_id
              WHERE found.case_key = $1) AS about
       JOIN finding_rule AS numbered ON numbered.case_key = $1 AND numbered.rule_key = about.rule_key
       JOIN run ON run.case_key = $1 AND run.id = about.run_id
      WHERE ${filter.sql}
      GROUP BY numbered.rule`,
    filter.parameters,
  );
  return new Map(rows.map(([rule, runs]) => [String(rule), Number(runs)]));
}
