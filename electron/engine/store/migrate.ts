import { failed, ok, type Result } from '#shared/result.ts';
import { migrations, schemaVersion, type Migration } from './migrations/index.ts';
import type { Store } from './store.ts';

/** Brings the schema up to date, each step in a transaction of its own. Answers with the number of steps taken. */
export async function migrate(store: Store, steps: readonly Migration[] = migrations): Promise<Result<number>> {
  const applied = await appliedVersions(store);
  const version = Math.max(0, ...applied);
  const newest = steps === migrations ? schemaVersion : Math.max(0, ...steps.map((step) => step.version));
  if (version > newest) {
    return failed('database-from-the-future', `The case's index has schema version ${version}; this build knows ${newest}.`, 'Open the case with the newer build, or rebuild the index from the vault and the journal.');
  }
  // What is missing, not what is newer: steps made side by side may have come in another order.
  const missing = steps.filter((step) => !applied.has(step.version));
  for (const step of missing) await apply(store, step);
  return ok(missing.length);
}

async function apply(store: Store, step: Migration): Promise<void> {
  await store.begin();
  try {
    await store.query('CREATE TABLE IF NOT EXISTS migration (version integer PRIMARY KEY, name text NOT NULL)');
    for (const statement of step.statements) await store.query(statement);
    await store.query('INSERT INTO migration (version, name) VALUES ($1, $2)', [step.version, step.name]);
    await store.commit();
  } catch (error) {
    await store.rollback();
    throw error;
  }
}

async function appliedVersions(store: Store): Promise<ReadonlySet<number>> {
  const [table] = await store.query("SELECT to_regclass('migration')::text");
  if (table?.[0] === null) return new Set();
  return new Set((await store.query('SELECT version FROM migration')).map(([version]) => Number(version)));
}
