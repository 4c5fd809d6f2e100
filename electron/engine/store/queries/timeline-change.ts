import { outcomeStatuses, approvalClasses } from '#shared/model/run.ts';
import type { ChangeScope, VersionMark } from '#shared/model/timeline.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf, type Filter } from './search-to-sql.ts';

/** The runs around an instant that match the search: [from, at) before, [at, until) after. */
export interface ChangeWindow {
  readonly filter: Filter;
  readonly from: string;
  readonly at: string;
  readonly until: string;
}

export function changeWindow(caseKey: number, where: string, at: string, days: number): ChangeWindow {
  const length = BigInt(days) * 86_400_000_000_000n;
  return { filter: filterOf(caseKey, where), from: String(BigInt(at) - length), at, until: String(BigInt(at) + length) };
}

/** Action types and environments with runs on either side: first those with most runs that name the version, then those with most runs. */
export async function changeScopes(store: Store, { filter, from, at, until }: ChangeWindow, mark: VersionMark): Promise<readonly ChangeScope[]> {
  const parameters = [...filter.parameters];
  const bind = (value: string): string => `$${parameters.push(value)}`;
  const [start, middle, end] = [from, at, until].map((instant) => `${bind(instant)}::bigint`);
  const named = namesVersion(mark, bind);
  const rows = await store.query(
    `SELECT run.action_type, run.environment, count(*) FILTER (WHERE run.started_at < ${middle ?? ''}), count(*) FILTER (WHERE run.started_at >= ${middle ?? ''})
       FROM run
      WHERE ${filter.sql} AND run.started_at >= ${start ?? ''} AND run.started_at < ${end ?? ''}
      GROUP BY run.action_type, run.environment
      ORDER BY count(*) FILTER (WHERE ${named}) DESC, count(*) DESC, run.action_type NULLS LAST, run.environment NULLS LAST
      LIMIT 50`,
    parameters,
  );
  return rows.map((values) => {
    const row = new Row(values);
    return { action: row.textOrNull(), environment: row.textOrNull(), before: row.number(), after: row.number() };
  });
}

function namesVersion({ kind, name, version }: VersionMark, bind: (value: string) => string): string {
  if (kind === 'model') return `run.model = ${bind(name)} AND run.model_version = ${bind(version)}`;
  if (kind === 'prompt') return `run.prompt_template = ${bind(name)} AND run.prompt_version = ${bind(version)}`;
  return kind === 'rule' ? `run.rule_id = ${bind(name)}` : 'FALSE';
}

export interface SideCounts {
  readonly n: number;
  readonly failed: number;
  readonly rejected: number;
  readonly override: number;
  readonly automatic: number;
  readonly noApproval: number;
}

/** Counts of both sides of one scope. What no record says counts as a run without it, never as its opposite. */
export async function changeCounts(store: Store, window: ChangeWindow, scope: Pick<ChangeScope, 'action' | 'environment'>): Promise<readonly [SideCounts, SideCounts]> {
  const { parameters, condition, after } = scoped(window, scope);
  const rows = await store.query(
    `SELECT ${after} AS after, count(*),
            count(*) FILTER (WHERE run.outcome = ${outcomeStatuses.indexOf('failed')}),
            count(*) FILTER (WHERE run.outcome = ${outcomeStatuses.indexOf('rejected')} OR detail.verdict IN ('rejected', 'taken over', 'escalated')),
            count(*) FILTER (WHERE detail.overridden),
            count(*) FILTER (WHERE run.approval_class = ${approvalClasses.indexOf('named rule')}),
            count(*) FILTER (WHERE run.approval_class = ${approvalClasses.indexOf('not recorded')})
       FROM run
       LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE ${condition}
      GROUP BY after`,
    parameters,
  );
  const side = (wanted: boolean): SideCounts => {
    const values = rows.find(([isAfter]) => isAfter === wanted);
    const [n = 0, failed = 0, rejected = 0, override = 0, automatic = 0, noApproval = 0] = (values ?? []).slice(1).map(Number);
    return { n, failed, rejected, override, automatic, noApproval };
  };
  return [side(false), side(true)];
}

export type MixColumn = 'weekday' | 'agent' | 'source';
const mixColumns: Readonly<Record<MixColumn, string>> = {
  // 1970-01-01 was a Thursday; ISO days, Monday is 1, in UTC.
  weekday: "(((run.started_at / 86400000000000) + 3) % 7 + 1)::text",
  agent: "coalesce(run.agent, 'not recorded')",
  source: 'run.source_key::text',
};

/** Runs of both sides by weekday, agent or source. */
export async function changeMix(store: Store, window: ChangeWindow, scope: Pick<ChangeScope, 'action' | 'environment'>, column: MixColumn): Promise<readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>]> {
  const { parameters, condition, after } = scoped(window, scope);
  const rows = await store.query(`SELECT ${after} AS after, ${mixColumns[column]} AS mixed, count(*) FROM run WHERE ${condition} GROUP BY after, mixed ORDER BY mixed`, parameters);
  const side = (wanted: boolean): ReadonlyMap<string, number> => new Map(rows.flatMap(([isAfter, value, count]) => (isAfter === wanted ? [[String(value), Number(count)] as const] : [])));
  return [side(false), side(true)];
}

export interface Spread {
  /** Currency or scale; null: not recorded. Values of different units are never put together. */
  readonly unit: string | null;
  readonly after: boolean;
  readonly n: number;
  readonly quartiles: readonly [string, string, string];
}

const spreadColumns = {
  amount: { value: 'run.amount', unit: 'run.currency' },
  score: { value: 'detail.score', unit: 'detail.scale' },
  latency: { value: '(detail.executed_at - detail.decided_at)::numeric', unit: "'ns'" },
} as const;

/** Quartiles of both sides by unit; each is a value that is recorded. */
export async function changeSpread(store: Store, window: ChangeWindow, scope: Pick<ChangeScope, 'action' | 'environment'>, of: keyof typeof spreadColumns): Promise<readonly Spread[]> {
  const { parameters, condition, after } = scoped(window, scope);
  const { value, unit } = spreadColumns[of];
  const rows = await store.query(
    `SELECT ${after} AS after, ${unit} AS unit, count(*), (percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY ${value}))::text[]
       FROM run
       LEFT JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id
      WHERE ${condition} AND ${value} IS NOT NULL
      GROUP BY after, unit`,
    parameters,
  );
  return rows.map(([isAfter, of, n, quartiles]) => {
    const [low = '', middle = '', high = ''] = Array.isArray(quartiles) ? quartiles.map(String) : [];
    return { after: isAfter === true, unit: of === null ? null : String(of), n: Number(n), quartiles: [low, middle, high] as const };
  });
}

function scoped({ filter, from, at, until }: ChangeWindow, { action, environment }: Pick<ChangeScope, 'action' | 'environment'>) {
  const parameters = [...filter.parameters];
  const bind = (value: string | null): string => `$${parameters.push(value)}`;
  const condition =
    `${filter.sql} AND run.action_type IS NOT DISTINCT FROM ${bind(action)}::text AND run.environment IS NOT DISTINCT FROM ${bind(environment)}::text` +
    ` AND run.started_at >= ${bind(from)}::bigint AND run.started_at < ${bind(until)}::bigint`;
  return { condition, after: `run.started_at >= ${bind(at)}::bigint`, parameters };
}
