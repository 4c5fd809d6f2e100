import type { Store } from './store.ts';

/** After a commit: statistics and visibility for the planner, the write-ahead log folded in. Changes no answer. PGlite has no background workers for it. */
export async function settle(store: Store): Promise<void> {
  await store.query('VACUUM (ANALYZE)');
  await store.query('CHECKPOINT');
}
