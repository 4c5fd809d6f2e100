import { PGlite } from '@electric-sql/pglite';

/** PGlite switches fsync off with `-F`; we do not. `wal_sync_method`: see synced-node-fs.ts. */
export const startParameters: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=64MB', 'maintenance_work_mem=256MB', 'work_mem=64MB', 'jit=off', 'default_statistics_target=30', 'timezone=UTC'].flatMap((setting) => ['-c', setting]),
];
