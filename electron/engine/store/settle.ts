import type { Store } from './store.ts';

/**
 * After a commit: statistics for the planner, dead rows gone, the write-ahead log folded in. Changes no answer. PGlite has
 * no background workers for it. `frozen`: everything was loaded by COPY FREEZE and nothing changed since, so no vacuum is due.
 */
export async function settle(store: Store, { frozen = false }: { readonly frozen?: boolean } = {}): Promise<void> {
  // Our tables only: the database's own catalogues are many, and hardly changed.
  const tables = (await store.query("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")).map(([name]) => String(name)).join(', ');
  await store.query(`${frozen ? 'ANALYZE' : 'VACUUM (ANALYZE)'} ${tables}`);
  // What was loaded past the write-ahead log was synced by the commit: there is nothing to fold in.
  if (!frozen) await store.query('CHECKPOINT');
}

/**
 * Statistics of tables that are being filled outside an import. Without them the planner takes one case's rows for a two-hundredth of
 * the table (PostgreSQL 18, section 69.1: no statistics, default of distinct values) and sorts all of it for every page. A sample of
 * some thousand rows, whatever the size.
 */
export async function refreshStatistics(store: Store, tables: readonly ('run_detail' | 'run_finding')[]): Promise<void> {
  await store.query(`ANALYZE ${tables.join(', ')}`);
}
