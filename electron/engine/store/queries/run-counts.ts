import type { VersionUse } from '#shared/ipc/answers.ts';
import { approvalClasses, outcomeStatuses } from '#shared/model/run.ts';
import { runShapeIsWhole } from '../run-shape.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Runs by approval class: every class, also those with none. */
export async function approvalCounts(store: Store, caseKey: number): Promise<readonly ValueCount[]> {
  return codeCounts(store, caseKey, 'approval_class', approvalClasses);
}

/** Runs by outcome: every status, also those with none. */
export async function outcomeCounts(store: Store, caseKey: number): Promise<readonly ValueCount[]> {
  return codeCounts(store, caseKey, 'outcome', outcomeStatuses);
}

async function codeCounts(store: Store, caseKey: number, column: 'approval_class' | 'outcome', names: readonly string[]): Promise<readonly ValueCount[]> {
  const { table, count } = await counted(store, caseKey);
  const rows = await store.query(`SELECT ${column}, ${count} FROM ${table} WHERE case_key = $1 GROUP BY ${column}`, [caseKey]);
  const byCode = new Map(rows.map(([code, runs]) => [Number(code), Number(runs)]));
  return names.map((value, code) => ({ value, count: byCode.get(code) ?? 0 }));
}

/** Runs by action type, most frequent first; `not recorded` where none is. */
export async function actionTypeCounts(store: Store, caseKey: number): Promise<readonly ValueCount[]> {
  const { table, count } = await counted(store, caseKey);
  const rows = await store.query(
    `SELECT coalesce(action_type, 'not recorded'), ${count} AS runs
       FROM ${table}
      WHERE case_key = $1
      GROUP BY action_type
      ORDER BY runs DESC, action_type NULLS LAST`,
    [caseKey],
  );
  return rows.map((values) => {
    const row = new Row(values);
    return { value: row.text(), count: row.number() };
  });
}

/** Every combination of model and prompt version in use, most frequent first, with the first and last start of its runs. */
export async function versionUse(store: Store, caseKey: number, limit = 100): Promise<readonly VersionUse[]> {
  const { table, count, first, last } = await counted(store, caseKey);
  const rows = await store.query(
    `SELECT model, model_version, prompt_template, prompt_version, ${count} AS runs, min(${first}), max(${last})
       FROM ${table}
      WHERE case_key = $1
      GROUP BY model, model_version, prompt_template, prompt_version
      ORDER BY runs DESC, model, model_version, prompt_template, prompt_version
      LIMIT $2`,
    [caseKey, limit],
  );
  return rows.map((values) => {
    const row = new Row(values);
    return {
      model: row.textOrNull(), modelVersion: row.textOrNull(), promptTemplate: row.textOrNull(), promptVersion: row.textOrNull(), runs: row.number(), firstAt: row.instant(), lastAt: row.instant(),
    };
  });
}

/** The shapes where they count every run, else the runs themselves. */
export async function counted(store: Store, caseKey: number) {
  return (await runShapeIsWhole(store, caseKey))
    ? { table: 'run_shape', count: 'sum(runs)::bigint', first: 'first_at', last: 'last_at', single: 'NOT several' }
    : { table: 'run', count: 'count(*)', first: 'started_at', last: 'started_at', single: 'sources = 1' };
}
