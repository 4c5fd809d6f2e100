import type { Store } from './store.ts';

/**
 * After a commit: statistics for the planner, dead rows gone, the write-ahead log folded in. Changes no answer. PGlite has
 * no background workers for it. `frozen`: everything was loaded by COPY FREEZE and nothing changed since, so no vacuum is due.
 */
export async function settle(store: Store, { frozen = false }: { readonly frozen?: boolean } = {}): Promise<void> {
  await store.query(frozen ? 'ANALYZE' : 'VACUUM (ANALYZE)');
  await store.query('CHECKPOINT');
}
