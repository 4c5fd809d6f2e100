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
     SELECT case_key, action_type, approval_class, model, model_version, prompt_template, prompt_version, outcome, environment,
            source_key, sources > 1, fields, count(*), min(started_at), max(started_at)
       FROM run
      WHERE case_key = $1
      GROUP BY case_key, action_type, approval_class, model, model_version, prompt_template, prompt_version, outcome, environment, source_key, sources > 1, fields
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

/** Whether `run_shape` counts exactly the runs that are in `run` now. */
export async function runShapeIsWhole(store: Store, caseKey: number): Promise<boolean> {
  const rows = await store.query("SELECT 1 FROM meta WHERE case_key = $1 AND key = 'run-shape'", [caseKey]);
  return rows.length === 1;
}
