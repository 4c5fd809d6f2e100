import type { Store } from './store.ts';

/**
 * A bulk load into tables without indexes, which are then built at once, takes 10 s for a million runs and records
 * instead of 25 s (see README.md). Both calls belong into the import's transaction: a rollback brings the indexes back.
 * Truncating the empty tables in that transaction spares the write-ahead log as well (PostgreSQL 18, section 14.4.7:
 * `wal_level=minimal`): the files are synced at commit instead.
 */

/** Takes the indexes away when the tables are empty, and says whether it did. Until they are back every look-up is a scan. */
export async function deferIndexes(store: Store): Promise<boolean> {
  const [row] = await store.query('SELECT EXISTS (SELECT 1 FROM run) OR EXISTS (SELECT 1 FROM record)');
  if (row?.[0] !== false) return false;
  await store.query('TRUNCATE run, record');
  for (const { drop } of indexes) await store.query(drop);
  return true;
}

/** Builds what is missing. Call it before the first look-up by run or record. */
export async function restoreIndexes(store: Store): Promise<void> {
  const rows = await store.query("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'");
  const present = new Set(rows.map(([name]) => String(name)));
  for (const { name, create } of indexes) if (!present.has(name)) await store.query(create);
}

const indexes = [
  { name: 'run_pkey', drop: 'ALTER TABLE run DROP CONSTRAINT run_pkey', create: 'ALTER TABLE run ADD CONSTRAINT run_pkey PRIMARY KEY (case_key, id)' },
  { name: 'run_started_at', drop: 'DROP INDEX run_started_at', create: 'CREATE INDEX run_started_at ON run (case_key, started_at, id)' },
  { name: 'record_pkey', drop: 'ALTER TABLE record DROP CONSTRAINT record_pkey', create: 'ALTER TABLE record ADD CONSTRAINT record_pkey PRIMARY KEY (case_key, source_key, byte_offset, part)' },
  { name: 'record_run', drop: 'DROP INDEX record_run', create: 'CREATE INDEX record_run ON record (case_key, run_id)' },
] as const;
