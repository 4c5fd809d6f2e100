import { create } from 'zustand';
import type { PinnedResult, RerunResult, SqlAnswer } from '#shared/model/sql-console.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';

export type SqlRows = Extract<SqlAnswer, { readonly kind: 'rows' }>;

/** A query that was run since the case was opened, and what came of it. */
export interface AskedQuery {
  readonly sql: string;
  readonly came: string;
}

interface SqlState {
  readonly text: string;
  readonly running: boolean;
  /** The query the shown answer belongs to: the text may have moved on. */
  readonly asked: string | null;
  readonly answer: SqlAnswer | null;
  readonly problem: Problem | null;
  readonly history: readonly AskedQuery[];
  readonly pins: readonly PinnedResult[];
  readonly reruns: ReadonlyMap<number, RerunResult>;
  readonly rerunning: number | null;
}

const nothingAsked: SqlState = { text: 'SELECT count(*) AS runs FROM runs', running: false, asked: null, answer: null, problem: null, history: [], pins: [], reruns: new Map(), rerunning: null };
const historyKept = 50;

export const useSql = create<SqlState>(() => nothingAsked);

export function writeSql(text: string): void {
  useSql.setState({ text });
}

/** Another case: its answers are not this one's. */
export function forgetSql(): void {
  useSql.setState(nothingAsked);
}

/** `anyway`: the person has read that it may take long. */
export async function runSql(sql: string, anyway = false): Promise<void> {
  if (useSql.getState().running || sql.trim() === '') return;
  useSql.setState({ running: true, problem: null });
  const result = await call('sql.run', { sql, anyway });
  const came = !result.ok ? 'refused' : result.value.kind === 'ask' ? 'not run' : `${result.value.more ? 'at least ' : ''}${result.value.rows.length} rows`;
  useSql.setState(({ history }) => ({
    running: false,
    asked: sql,
    answer: result.ok ? result.value : null,
    problem: result.ok ? null : result.problem,
    history: [{ sql, came }, ...history.filter((earlier) => earlier.sql !== sql)].slice(0, historyKept),
  }));
}

export async function loadPins(): Promise<void> {
  const result = await call('sql.pins', {});
  if (result.ok) useSql.setState({ pins: result.value });
  else reportProblem(result.problem);
}

/** True when it stands in the journal. */
export async function pinSql(name: string, sql: string): Promise<boolean> {
  const result = await call('sql.pin', { name, sql });
  if (!result.ok) reportProblem(result.problem);
  await loadPins();
  return result.ok;
}

export async function unpinSql(seq: number): Promise<void> {
  const result = await call('sql.unpin', { seq });
  if (!result.ok) reportProblem(result.problem);
  await loadPins();
}

export async function rerunSql(seq: number): Promise<void> {
  useSql.setState({ rerunning: seq });
  const result = await call('sql.rerun', { seq });
  useSql.setState(({ reruns }) => ({ rerunning: null, reruns: result.ok ? new Map([...reruns, [seq, result.value]]) : reruns }));
  if (!result.ok) reportProblem(result.problem);
}
