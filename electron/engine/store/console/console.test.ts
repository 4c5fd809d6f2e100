import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlAnswer } from '#shared/model/sql-console.ts';
import { ProblemError } from '#shared/result.ts';
import { filledStore, type FilledStore } from '../../../../test/support/filled-store.ts';
import { askConsole } from './ask-console.ts';
import { evidenceViews, sqlExamples } from './evidence-views.ts';
import { prepareConsole } from './prepare-console.ts';

let filled: FilledStore;
beforeAll(async () => {
  filled = await filledStore();
}, 60_000);
afterAll(() => filled.close());

const ask = (sql: string, anyway = false): Promise<SqlAnswer> => askConsole(filled.store, filled.caseKey, sql, anyway);

async function rowsOf(sql: string): Promise<Extract<SqlAnswer, { readonly kind: 'rows' }>> {
  const answer = await ask(sql);
  if (answer.kind !== 'rows') throw new Error(answer.why);
  return answer;
}

async function refusal(sql: string): Promise<string> {
  try {
    await ask(sql, true);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.message;
    throw error;
  }
  return 'nothing was refused';
}

describe('the console', () => {
  it('answers from the views, of this case alone, with every digit', async () => {
    const { columns, rows, more } = await rowsOf('SELECT count(*) AS n, max(started_at_ns) AS last FROM runs');
    expect(columns).toEqual([{ name: 'n', kind: 'number' }, { name: 'last', kind: 'number' }]);
    const last = filled.runs.flatMap(({ startedAt }) => startedAt ?? []).toSorted().at(-1);
    expect(rows).toEqual([['300', last]]);
    expect(more).toBe(false);
    expect((await rowsOf("SELECT started_at FROM runs WHERE started_at_ns % 10 = 1 ORDER BY 1 LIMIT 1")).rows[0]?.[0]).toMatch(/^2026-03-\d\d \d\d:00:00\+00$/u);
  });

  it('runs every example', async () => {
    for (const { title, sql } of sqlExamples) {
      const { columns } = await rowsOf(sql);
      expect(columns.length, title).toBeGreaterThan(0);
    }
  });

  it('documents exactly the columns each view has', async () => {
    for (const view of await prepareConsole(filled.store, filled.caseKey)) {
      expect((await rowsOf(`SELECT * FROM ${view.name}`)).columns.map(({ name }) => name)).toEqual(view.columns.map(({ name }) => name));
    }
    expect(evidenceViews.length).toBeGreaterThan(7);
  });

  it('keeps the order asked for, and says when there are more rows than it hands over', async () => {
    const { rows, more } = await rowsOf('SELECT n FROM generate_series(9000, 1, -1) AS s (n)');
    expect([rows.length, rows[0], rows.at(-1), more]).toEqual([5000, ['9000'], ['4001'], true]);
  });

  it('takes a semicolon at the end, comments, and two columns of one name', async () => {
    expect((await rowsOf('SELECT 1 AS a, 2 AS a -- both\n;\n')).rows).toEqual([['1', '2']]);
  });

  it('asks before it runs what may not end', async () => {
    expect(await ask('WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t')).toMatchObject({ kind: 'ask' });
    const large = await ask('SELECT count(*) FROM runs a, runs b, runs c, runs d');
    expect(large).toMatchObject({ kind: 'ask' });
    expect(large.kind === 'ask' ? large.why : '').toContain('cannot be stopped');
    expect(await ask('SELECT count(*) FROM runs, LATERAL generate_series(1, started_at_ns) AS n')).toMatchObject({ kind: 'ask' });
    expect(await ask('SELECT generate_series(1, started_at_ns) FROM runs')).toMatchObject({ kind: 'ask' });
  });

  it('hands over fewer rows where they are very long', async () => {
    const { rows, more } = await rowsOf("SELECT (SELECT string_agg(concat(long.words, b.fields), '') FROM runs AS b) FROM runs, (SELECT string_agg(fields, '') AS words FROM runs) AS long");
    expect([rows.length, more]).toEqual([50, true]);
  });

  it('stays alive however long a chain is', async () => {
    for (const sql of [`SELECT ${'NOT '.repeat(4900)}true`, `SELECT ${'1+'.repeat(9000)}1`]) {
      expect(await refusal(sql)).not.toBe('nothing was refused');
      expect((await rowsOf('SELECT count(*) FROM runs')).rows).toEqual([['300']]);
    }
  });

  it('says where a query is wrong', async () => {
    expect(await refusal('SELECT nothing FROM runs')).toMatch(/column "nothing" does not exist \(character 8\)/u);
  });
});

describe('an attack', () => {
  it('is refused for the right reason', async () => {
    expect(await refusal("SELECT set_config('role', 'postgres', false)")).toContain('permission denied for function set_config');
    expect(await refusal('SELECT * FROM public.run')).toContain('permission denied for schema public');
    expect(await refusal('SELECT relname FROM pg_class')).toContain('permission denied for table pg_class');
    expect(await refusal('SELECT 1; DELETE FROM public.run')).toContain('multiple commands');
    expect(await refusal('WITH gone AS (DELETE FROM runs RETURNING id) SELECT * FROM gone')).toContain('must not contain data-modifying');
  });

  const before = async (): Promise<unknown> => filled.store.query('SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM record), (SELECT count(*) FROM meta), current_user, current_setting(\'search_path\')');

  it.each([
    ['writes', "INSERT INTO runs (id) VALUES ('00000000-0000-8000-8000-000000000000')"],
    ['writes inside a WITH', 'WITH gone AS (DELETE FROM public.run RETURNING id) SELECT * FROM gone'],
    ['drops', 'DROP TABLE public.run'],
    ['makes a table of a SELECT', 'SELECT * INTO stolen FROM runs'],
    ['locks rows', 'SELECT * FROM public.run FOR UPDATE'],
    ['sends a second statement', 'SELECT 1; DELETE FROM public.run'],
    ['ends the transaction first', 'SELECT 1; COMMIT; DELETE FROM public.run'],
    ['ends the transaction', 'COMMIT'],
    ['takes another role', 'SET ROLE postgres'],
    ['puts its role down', 'RESET ROLE'],
    ['takes another role inside a SELECT', "SELECT set_config('role', 'postgres', false)"],
    ['allows itself to write inside a SELECT', "SELECT set_config('transaction_read_only', 'off', false)"],
    ['runs a text as a query', "SELECT query_to_xml('SELECT 1', true, true, '')"],
    ['runs a text as a query for statistics', "SELECT * FROM ts_stat('SELECT to_tsvector(external_id) FROM public.run')"],
    ['reads a table behind the views', 'SELECT * FROM public.run'],
    ['reads the other case', 'SELECT * FROM public.source WHERE case_key = 2'],
    ['reads passwords', 'SELECT * FROM pg_authid'],
    ['reads a file', "SELECT pg_read_file('/etc/passwd')"],
    ['reads a file as bytes', "SELECT pg_read_binary_file('PG_VERSION')"],
    ['lists a folder', "SELECT pg_ls_dir('.')"],
    ['copies out', "COPY (SELECT 1) TO '/tmp/stolen'"],
    ['copies to a program', "COPY (SELECT 1) TO PROGRAM 'id'"],
    ['keeps a large object', "SELECT lo_from_bytea(0, 'x')"],
    ['imports a file as an object', "SELECT lo_import('/etc/passwd')"],
    ['sleeps', 'SELECT pg_sleep(1000000)'],
    ['sleeps by another name', "SELECT pg_sleep_for('1 day')"],
    ['holds a lock', 'SELECT pg_advisory_lock(1)'],
    ['runs code', "DO $$ BEGIN PERFORM pg_read_file('/etc/passwd'); END $$"],
    ['makes a function', "CREATE FUNCTION pg_temp.f () RETURNS integer LANGUAGE sql AS 'SELECT 1'"],
    ['explains by running', 'EXPLAIN ANALYZE SELECT 1'],
    ['closes the cursor it runs in', 'SELECT 1) TO STDOUT; --'],
    ['lists other tables', 'SELECT relname FROM pg_class'],
    ['lists other tables by the standard', 'SELECT * FROM information_schema.tables'],
    ['reads statistics of a table', 'SELECT * FROM pg_stats'],
    ['reads where the database lies', "SELECT current_setting('data_directory')"],
    ['reads a table as XML', "SELECT table_to_xml('public.run'::regclass, true, true, '')"],
    ['takes all time', 'SELECT factorial(100000)'],
    ['takes all memory', "SELECT length(repeat('x', 1000000000))"],
    ['takes all memory by padding', "SELECT length(format('%1000000000s', 'x'))"],
    ['calls an import function of a type', "SELECT pg_catalog.textin('x')"],
    ['asks for a parameter', 'SELECT $1::text'],
    ['leaves a comment open', 'SELECT 1 /* and'],
    ['leaves a text open', "SELECT 'x"],
    ['leaves a dollar quote open', 'SELECT $q$ x'],
    ['is deeply nested', `SELECT ${'('.repeat(300)}1${')'.repeat(300)}`],
    ['is a deeply nested pattern', `SELECT 'x' ~ '${'('.repeat(9000)}${')'.repeat(9000)}'`],
    ['names a prepared statement', 'EXECUTE asked'],
    ['listens', 'LISTEN x'],
    ['calls a procedure', 'CALL nothing()'],
    ['sets', 'SET transaction_read_only TO off'],
    ['is nothing', '-- only a comment'],
  ])('that %s is refused, and leaves everything as it was', async (_what, sql) => {
    const found = await before();
    expect(await refusal(sql)).not.toBe('nothing was refused');
    expect(await before()).toEqual(found);
  });
});
