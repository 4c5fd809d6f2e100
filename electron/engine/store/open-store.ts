import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { failed, ok, type Result } from '#shared/result.ts';
import { migrate } from './migrate.ts';
import { storeOver } from './pglite-store.ts';
import { placeDatabase } from './prepared-database.ts';
import { startParameters } from './settings.ts';
import type { Store } from './store.ts';
import { SyncedNodeFs } from './synced-node-fs.ts';

export interface OpenedStore {
  readonly store: Store;
  /** True: there was no index and an empty one was put in place. Rebuild it when the journal knows imports. */
  readonly created: boolean;
  readonly migrations: number;
}

/**
 * Opens the case's index at `directory`, putting an empty one there first when there is none.
 *
 * DANGER: two processes that open one data directory destroy it, and neither notices. Take the case lock before this,
 * release it after `close()`.
 */
export async function openStore(directory: string, preparedDatabase: string | null = null): Promise<Result<OpenedStore>> {
  const created = !existsSync(join(directory, 'PG_VERSION'));
  if (created) {
    const placed = await placeDatabase(directory, preparedDatabase);
    if (!placed.ok) return placed;
  }
  const opened = await openDatabase(directory);
  if (!opened.ok) return opened;
  const store = storeOver(opened.value);
  const migrated = await migrate(store);
  if (!migrated.ok) {
    await store.close();
    return migrated;
  }
  return ok({ store, created, migrations: migrated.value });
}

async function openDatabase(directory: string): Promise<Result<PGlite>> {
  const said: string[] = [];
  const onStderr = (line: string): boolean => {
    if (said.push(line) > 20) said.shift();
    return false;
  };
  try {
    return ok(await PGlite.create({ fs: new SyncedNodeFs(directory), startParams: [...startParameters], onStderr }));
  } catch (error) {
    const reason = [...said.slice(-3), error instanceof Error ? error.message : String(error)].join(' · ');
    return failed('database-damaged', `The case's index could not be opened: ${reason}`, 'Rebuild it from the vault and the journal: nothing of the evidence is lost.');
  }
}
