import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, open, readdir, rename } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { failed, ok, type Result } from '#shared/result.ts';
import { migrate } from './migrate.ts';
import { migrationsHash } from './migrations/index.ts';
import { storeOver } from './pglite-store.ts';
import { startParameters } from './settings.ts';

/**
 * An empty database with every migration applied, as a plain folder `{prepared.json, data/}`. Making one takes seconds
 * and 800 MB (initdb); copying one takes a fraction of a second. The build makes `out/empty-db`; from source one is made
 * at first use, in the temporary folder.
 */
export async function placeDatabase(directory: string, preparedDatabase: string | null): Promise<Result<null>> {
  const prepared = usablePrepared(preparedDatabase) ?? (await preparedOnce());
  const incoming = `${directory}.new-${randomBytes(6).toString('hex')}`;
  try {
    await cp(join(prepared, 'data'), incoming, { recursive: true });
    await syncTree(incoming);
    // Something without PG_VERSION stands there: not ours to delete.
    if (existsSync(directory)) await rename(directory, `${directory}.aside-${randomBytes(6).toString('hex')}`);
    await rename(incoming, directory);
    await syncOne(dirname(directory));
    return ok(null);
  } catch (error) {
    rmSync(incoming, { recursive: true, force: true });
    return failed('index-not-created', `The case's index could not be created at ${directory}: ${messageOf(error)}`, 'Check that the folder can be written to and has at least 100 MB free, then open the case again.');
  }
}

/** Makes a prepared database at `target`, replacing none: the first of several makers wins, the others throw theirs away. */
export async function prepareDatabase(target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const making = await mkdtemp(`${target}-making-`);
  try {
    await makeDatabase(join(making, 'data'));
    writeFileSync(join(making, 'prepared.json'), JSON.stringify({ migrations: migrationsHash }));
    renameSync(making, target);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (usablePrepared(target) === null) throw error;
  }
}

async function makeDatabase(data: string): Promise<void> {
  await mkdir(data, { mode: 0o700 });
  // Small WAL segments and no template databases: 14 MB and 400 files to copy for a new case instead of 55 MB and 1000.
  const pg = await PGlite.create(data, { startParams: [...startParameters], initDbStartParams: ['--wal-segsize=1'] });
  const store = storeOver(pg);
  try {
    const migrated = await migrate(store);
    if (!migrated.ok) throw new Error(migrated.problem.message);
    await store.query('UPDATE pg_database SET datistemplate = false');
    await store.query('DROP DATABASE template0');
    await store.query('DROP DATABASE template1');
    await store.query('VACUUM (FREEZE, ANALYZE)');
    await store.query('CHECKPOINT');
  } finally {
    await store.close();
  }
}

/** Beside the built program, whatever chunk this file ended up in; or in the cache of the temporary folder. */
async function preparedOnce(): Promise<string> {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = usablePrepared(join(here, '../empty-db')) ?? usablePrepared(join(here, '../../empty-db'));
  if (built !== null) return built;
  const cache = join(tmpdir(), `proofline-empty-db-${userInfo().username}-${migrationsHash}`);
  if (usablePrepared(cache) === null) await prepareDatabase(cache);
  return cache;
}

const marker = z.strictObject({ migrations: z.literal(migrationsHash) });

/** The folder when it is ours and of this schema. The temporary folder is shared: another user's folder is not taken. */
function usablePrepared(folder: string | null): string | null {
  if (folder === null) return null;
  try {
    const stat = lstatSync(folder);
    if (!stat.isDirectory()) return null;
    if (folder.startsWith(tmpdir()) && process.getuid && stat.uid !== process.getuid()) return null;
    return marker.safeParse(JSON.parse(readFileSync(join(folder, 'prepared.json'), 'utf8'))).success ? folder : null;
  } catch {
    return null;
  }
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const workers = Array.from({ length: 8 }, async (_, worker) => {
    for (let i = worker; i < paths.length; i += 8) {
      const path = paths[i];
      if (path !== undefined) await syncOne(path);
    }
  });
  await Promise.all(workers);
  await syncOne(folder);
}

async function syncOne(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return;
  // Windows syncs neither folders nor files opened for reading; the index can be rebuilt, so that is borne.
  await file.sync().catch(() => null);
  await file.close();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
