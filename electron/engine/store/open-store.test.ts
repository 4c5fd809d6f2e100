import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { copyStream, CopyRows } from './binary-copy.ts';
import { deferIndexes, restoreIndexes } from './indexes.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { startParameters } from './settings.ts';
import { settle } from './settle.ts';
import type { Store } from './store.ts';
import { SyncedNodeFs } from './synced-node-fs.ts';

const base = mkdtempSync(join(tmpdir(), 'proofline-store-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('opening the index', () => {
  it('puts an empty one with the newest schema in place, and opens the same one next time', async () => {
    const db = join(base, 'new');
    const first = await opened(db);
    expect(first).toMatchObject({ created: true, migrations: 0 });
    await first.store.query("INSERT INTO meta VALUES (1, 'a', 'b')");
    await first.store.close();
    expect(readdirSync(base).filter((name) => name.startsWith('new'))).toEqual(['new']);
    const again = await opened(db);
    expect(again.created).toBe(false);
    expect(await again.store.query('SELECT * FROM meta')).toEqual([[1, 'a', 'b']]);
    await again.store.close();
  });

  it('says that a damaged index can be rebuilt, and does not replace it', async () => {
    const db = join(base, 'damaged');
    await (await opened(db)).store.close();
    truncateSync(join(db, 'global/pg_control'), 100);
    const result = await openStore(db);
    expect(!result.ok && result.problem).toMatchObject({ code: 'database-damaged', nextStep: expect.stringContaining('Rebuild') });
    expect(existsSync(join(db, 'PG_VERSION'))).toBe(true);
  });

  it('refuses a schema from a newer build', async () => {
    const db = join(base, 'future');
    const { store } = await opened(db);
    await store.query("INSERT INTO migration VALUES (999, 'from-the-future')");
    await store.close();
    const result = await openStore(db);
    expect(!result.ok && result.problem.code).toBe('database-from-the-future');
  });

  it('takes the steps that are missing, also those before the newest one taken', async () => {
    const db = join(base, 'gap');
    const { store } = await opened(db);
    const step = (version: number) => ({ version, name: `step-${version}`, statements: [`CREATE TABLE step_${version} (n integer)`] });
    const known = migrations.map(({ version, name }) => ({ version, name, statements: [] }));
    expect(await migrate(store, [...known, step(900)])).toEqual({ ok: true, value: 1 });
    expect(await migrate(store, [...known, step(899), step(900)])).toEqual({ ok: true, value: 1 });
    expect(await store.query("SELECT to_regclass('step_899')::text")).toEqual([['step_899']]);
    await store.close();
  });

  it('puts a folder that is no database aside instead of opening it', async () => {
    const db = join(base, 'half');
    mkdirSync(db);
    writeFileSync(join(db, 'leftover'), 'x');
    const { store, created } = await opened(db);
    expect(created).toBe(true);
    await store.close();
    expect(readdirSync(base).filter((name) => name.startsWith('half.aside-'))).toHaveLength(1);
  });

  it('truly syncs at a commit', async () => {
    const db = join(base, 'synced');
    await (await opened(db)).store.close();
    const files = new SyncedNodeFs(db);
    const pg = await PGlite.create({ fs: files, startParams: [...startParameters] });
    const before = files.syncs;
    await pg.exec("INSERT INTO meta VALUES (1, 'c', 'd')");
    expect(files.syncs).toBeGreaterThan(before);
    expect((await pg.query("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'wal_sync_method') ORDER BY name")).rows).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'wal_sync_method', setting: 'fsync' },
    ]);
    await pg.close();
  });

  it('finds everything committed and nothing else after the process was killed in a transaction', async () => {
    const program = join(base, 'child');
    mkdirSync(program);
    writeFileSync(join(program, 'package.json'), '{"type":"module"}');
    await build({ configFile: false, logLevel: 'error', build: { ssr: 'electron/engine/store/open-store.ts', outDir: program, emptyOutDir: false } });
    cpSync('node_modules/@electric-sql/pglite', join(program, 'node_modules/@electric-sql/pglite'), { recursive: true, filter: (path) => !path.endsWith('.map') && !path.includes('contrib') });
    cpSync('node_modules/zod', join(program, 'node_modules/zod'), { recursive: true });
    const db = join(base, 'killed');
    writeFileSync(
      join(program, 'child.js'),
      `import { openStore } from './open-store.js';
       const { value: { store } } = await openStore(process.argv[2]);
       await store.query("INSERT INTO meta SELECT 1, 'kept-' || n, 'x' FROM generate_series(1, 1000) AS n");
       await store.begin();
       await store.query("INSERT INTO meta SELECT 1, 'lost-' || n, 'x' FROM generate_series(1, 100000) AS n");
       process.send('written');
       setInterval(() => undefined, 1000);`,
    );
    const child = fork(join(program, 'child.js'), [db]);
    await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`the child ended with ${code}`)))]);
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    const { store } = await opened(db);
    expect(await store.query("SELECT count(*), count(*) FILTER (WHERE key LIKE 'lost%') FROM meta")).toEqual([[1000, 0]]);
    await store.close();
  });
});

describe('the store', () => {
  let store: Store;
  beforeAll(async () => {
    store = (await opened(join(base, 'store'))).store;
  });
  afterEach(async () => {
    await store.query('TRUNCATE meta, record');
  });
  afterAll(() => store.close());

  it('hands whole numbers over exactly, numeric as text, bytes as bytes', async () => {
    expect(await store.query("SELECT 9007199254740991::bigint, 9007199254740992::bigint, 1773758302104000001::bigint, 340.00::numeric, '\\x00ff'::bytea, '{\"a\":1}'::json, NULL")).toEqual([
      [9_007_199_254_740_991, 9_007_199_254_740_992n, 1_773_758_302_104_000_001n, '340.00', new Uint8Array([0, 255]), '{"a":1}', null],
    ]);
    expect(await store.query('SELECT $1::bigint, $2::numeric, $3::text', [1_773_758_302_104_000_001n, '0.10', 'a\0b'])).toEqual([[1_773_758_302_104_000_001n, '0.10', 'a\u2400b']]);
  });

  it('keeps a transaction alive through a read that fails', async () => {
    await store.begin();
    await store.query("INSERT INTO meta VALUES (1, 'in', 'transaction')");
    await expect(store.query('SELECT nonsense FROM meta')).rejects.toThrow(/nonsense/);
    expect(await store.query('SELECT key FROM meta')).toEqual([['in']]);
    await store.commit();
    expect(await store.query('SELECT key FROM meta')).toEqual([['in']]);
  });

  it('undoes everything on rollback, dropped indexes included', async () => {
    await store.begin();
    expect(await deferIndexes(store)).toBe(true);
    await store.query("INSERT INTO meta VALUES (1, 'in', 'transaction')");
    await store.rollback();
    expect(await store.query('SELECT count(*) FROM meta')).toEqual([[0]]);
    expect(await indexNames(store)).toContain('run_pkey');
  });

  it('says so when a failed COPY cost the transaction, instead of committing nothing in silence', async () => {
    await store.begin();
    await store.query("INSERT INTO meta VALUES (1, 'in', 'transaction')");
    await expect(store.copyIn('meta', ['case_key', 'key', 'value'], new Uint8Array([1, 2, 3]))).rejects.toThrow();
    await expect(store.commit()).rejects.toThrow(/undid the import/);
    expect(await store.query('SELECT count(*) FROM meta')).toEqual([[0]]);
  });

  it('takes rows in by COPY, also from a part of a larger buffer', async () => {
    const rows = new CopyRows(8);
    for (const key of ['a', 'b']) {
      rows.row(3);
      rows.int4(1);
      rows.text(key);
      rows.text('v');
    }
    const stream = copyStream([rows.take()]);
    const larger = new Uint8Array(stream.length + 20);
    larger.set(stream, 10);
    await store.copyIn('meta', ['case_key', 'key', 'value'], larger.subarray(10, 10 + stream.length));
    expect(await store.query('SELECT key FROM meta ORDER BY key')).toEqual([['a'], ['b']]);
  });

  it('runs what is asked at once one after the other', async () => {
    const answers = await Promise.all([store.query('SELECT 1'), store.query('SELECT oops').catch(() => 'failed'), store.query('SELECT 3')]);
    expect(answers).toEqual([[[1]], 'failed', [[3]]]);
  });

  it('defers indexes only for empty tables, and builds back exactly those', async () => {
    const before = await indexNames(store);
    await store.begin();
    expect(await deferIndexes(store)).toBe(true);
    expect(await indexNames(store)).not.toContain('record_run');
    await store.query("INSERT INTO record VALUES (1, 1, 0, 1, 1, NULL, NULL, 0::smallint, false, '\\x00', 'e', '')");
    await restoreIndexes(store);
    await restoreIndexes(store);
    await store.commit();
    expect(await indexNames(store)).toEqual(before);
    expect(await deferIndexes(store)).toBe(false);
    await settle(store);
  });
});

async function opened(db: string) {
  const result = await openStore(db);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function indexNames(store: Store): Promise<readonly string[]> {
  return (await store.query("SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname")).map(([name]) => String(name));
}
