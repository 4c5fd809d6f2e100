import type { Store } from './store.ts';

/** More combinations than this and counting the runs themselves is no slower. */
const mostShapes = 100_000;

/**
 * Counts the runs by the columns that facets and filters use, so that a person waits milliseconds for them. The last
 * step of an import, inside its transaction. Leaving it out makes answers slow, never wrong.
 */
export async function refreshRunShape(store: Store, caseKey: number): Promise<void> {
  await store.query('DELETE FROM run_shape WHERE case_key = $1', [caseKey]);
  await store.query(
    `INSERT INTO run_shape (case_key, action_type, approval_class, model, model_version, prompt_template, prompt_version, outcome, environment,
                            source_key, several, fields, runs, first_at, last_at)
     SELECT case_key, shape.*
       FROM (${shapesOf('run.case_key = $1')}) AS shape, (VALUES ($1::integer)) AS this (case_key)
      LIMIT ${mostShapes + 1}`,
    [caseKey],
  );
  const [row] = await store.query('SELECT count(*) FROM run_shape WHERE case_key = $1', [caseKey]);
  if (Number(row?.[0]) > mostShapes) {
    await store.query('DELETE FROM run_shape WHERE case_key = $1', [caseKey]);
    return;
  }
  await store.query(
    `INSERT INTO meta (case_key, key, value) VALUES ($1, 'run-shape', '1')
     ON CONFLICT (case_key, key) DO NOTHING`,
    [caseKey],
  );
}

/** The runs that meet a condition, counted the same way; columns in the order of `run_shape`, without the case. */
export function shapesOf(condition: string): string {
  return `SELECT run.action_type, run.approval_class, run.model, run.model_version, run.prompt_template, run.prompt_version, run.outcome, run.environment,
                 run.source_key, run.sources > 1 AS several, run.fields, count(*) AS runs, min(run.started_at) AS first_at, max(run.started_at) AS last_at
            FROM run
           WHERE ${condition}
           GROUP BY run.action_type, run.approval_class, run.model, run.model_version, run.prompt_template, run.prompt_version, run.outcome, run.environment,
                    run.source_key, run.sources > 1, run.fields`;
}

/** Whether `run_shape` counts exactly the runs that are in `run` now. */
export async function runShapeIsWhole(store: Store, caseKey: number): Promise<boolean> {
  const rows = await store.query("SELECT 1 FROM meta WHERE case_key = $1 AND key = 'run-shape'", [caseKey]);
  return rows.length === 1;
}
