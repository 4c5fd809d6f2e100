import { types, type PGlite } from '@electric-sql/pglite';
import { assert } from '#shared/assert.ts';
import { ProblemError } from '#shared/result.ts';
import { createCopyDevice } from './copy-device.ts';
import type { Consulted, Estimate, Reader, Store } from './store.ts';

/** The port over a PGlite that nobody else uses. */
export function storeOver(pg: PGlite): Store {
  const inTurn = turnstile();
  const device = createCopyDevice(pg.Module);
  let transaction = false;
  let closed = false;

  /** A question under way when the case is closed ends in words, not in a bug. */
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(() => {
      if (closed) throw new ProblemError('case-closed', 'The case was closed while this was being answered.', 'Open it again and ask again.');
      return work();
    });

  const run = async (sql: string, parameters: readonly unknown[]): Promise<readonly (readonly unknown[])[]> => {
    const { rows } = await pg.query<readonly unknown[]>(sql, parameters.map(storable), { rowMode: 'array', parsers });
    return rows;
  };

  /** A failing read inside an import's transaction must undo itself and nothing else. */
  const runGuarded = async (sql: string, parameters: readonly unknown[]): Promise<readonly (readonly unknown[])[]> => {
    await pg.exec('SAVEPOINT guarded');
    try {
      const rows = await run(sql, parameters);
      await pg.exec('RELEASE SAVEPOINT guarded');
      return rows;
    } catch (error) {
      await pg.exec('ROLLBACK TO SAVEPOINT guarded; RELEASE SAVEPOINT guarded');
      throw error;
    }
  };

  const reading = <T>({ role, schema }: Reader, work: () => Promise<T>): Promise<T> =>
    whileOpen(async () => {
      if (transaction) throw new ProblemError('index-changing', 'The index is being filled.', 'Ask again when that has ended.');
      await pg.exec(`BEGIN READ ONLY; SET LOCAL search_path TO ${identifier(schema)}, pg_temp; SET LOCAL ROLE ${identifier(role)}`);
      try {
        return await work();
      } catch (error) {
        throw isDatabaseError(error) ? new ProblemError('sql-refused', `The database refused it: ${error.message}${error.position === undefined ? '' : ` (character ${error.position})`}`, error.hint ?? 'Correct the query. The list of views says which names there are.') : error;
      } finally {
        await pg.exec('ROLLBACK');
      }
    });

  return {
    consult: (sql, by, most) =>
      reading(by, async () => {
        await pg.query(`${declaring}${sql}`).catch((error: unknown) => {
          throw placedInQuery(error);
        });
        const asked: (readonly (string | null)[])[] = [];
        let columns: Consulted['columns'] = [];
        let characters = 0;
        while (asked.length <= most && characters <= mostCharacters) {
          const { fields, rows } = await pg.query<readonly unknown[]>(`FETCH ${Math.min(fetchedAtOnce, most + 1 - asked.length)} FROM asked`, [], { rowMode: 'array', parsers: asPrinted });
          columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
          if (rows.length === 0) return { columns, rows: asked, more: false };
          for (const row of rows) {
            const printed = row.map((value) => (value === null ? null : String(value)));
            characters += printed.reduce((sum, value) => sum + (value?.length ?? 0), 0);
            asked.push(printed);
          }
        }
        // With the limit of characters reached, whether there are more is not known: the next row would tell.
        const { rows: next } = await pg.query('FETCH 1 FROM asked');
        return { columns, rows: asked.slice(0, most), more: asked.length > most || next.length > 0 };
      }),
    estimate: (sql, by) =>
      reading(by, async () => {
        // What may be explained is more than what may be asked: only a cursor takes nothing but a SELECT.
        const { rows } = await pg.query<readonly unknown[]>(`EXPLAIN (FORMAT JSON) ${declaring}${sql}`, [], { rowMode: 'array', parsers }).catch((error: unknown) => {
          throw placedInQuery(error, 'EXPLAIN (FORMAT JSON) '.length);
        });
        return estimateOf(JSON.parse(String(rows[0]?.[0])));
      }),
    query: (sql, parameters = []) => whileOpen(() => (transaction ? runGuarded(sql, parameters) : run(sql, parameters))),
    copyIn: (table, columns, binary, { freeze = false } = {}) =>
      whileOpen(async () => {
        const names = columns.map(identifier).join(', ');
        await device.reading(binary, () => pg.query(`COPY ${identifier(table)} (${names}) FROM '${device.path}' WITH (FORMAT binary${freeze ? ', FREEZE' : ''})`));
      }),
    begin: () =>
      inTurn(async () => {
        assert(!transaction, 'one transaction at a time');
        await pg.exec('BEGIN');
        transaction = true;
      }),
    commit: () =>
      inTurn(async () => {
        assert(transaction, 'commit inside a transaction');
        transaction = false;
        // PostgreSQL answers COMMIT of a broken transaction with a rollback and no error.
        const broken = await pg.exec('SELECT 1').then(() => false, () => true);
        await pg.exec(broken ? 'ROLLBACK' : 'COMMIT');
        if (broken) throw new ProblemError('transaction-lost', 'The index undid the import because one of its statements failed.', 'Import the file again.');
      }),
    rollback: () =>
      inTurn(async () => {
        if (!transaction) return;
        transaction = false;
        await pg.exec('ROLLBACK');
      }),
    close: () =>
      inTurn(() => {
        closed = true;
        return pg.close();
      }),
  };
}

/**
 * Whole numbers arrive as number where a number holds them exactly and as bigint beyond: nanosecond times are bigint,
 * offsets and counts are number, `String()` of either is exact. numeric stays text, bytea becomes Uint8Array.
 */
const parsers = {
  [types.INT8]: (text: string) => {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : BigInt(text);
  },
  [types.NUMERIC]: (text: string) => text,
  [types.JSON]: (text: string) => text,
  [types.BYTEA]: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
};

/** Takes a SELECT or VALUES and nothing else, one that writes inside it included. */
const declaring = 'DECLARE asked NO SCROLL CURSOR FOR ';

/** A result as large as this ends, however few its rows: it has to fit into the memory of two processes. */
const mostCharacters = 20_000_000;
const fetchedAtOnce = 50;

/** Whatever the type: the text the database sent. */
const asPrinted = Object.fromEntries(Object.values(types).map((type) => [type, (value: string) => value]));

interface DatabaseError extends Error {
  readonly position?: string;
  readonly hint?: string;
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'severity' in error;
}

/** The database counts characters from the beginning of what it was sent. */
function placedInQuery(error: unknown, before = 0): unknown {
  if (!isDatabaseError(error) || error.position === undefined) return error;
  return Object.assign(error, { position: String(Math.max(1, Number(error.position) - declaring.length - before)) });
}

function estimateOf(explained: unknown): Estimate {
  const nodes = new Set<string>();
  let cost = 0;
  let guessed = false;
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look(one);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const plan = new Map(Object.entries(value));
    const type = plan.get('Node Type');
    if (type !== undefined) nodes.add(String(type));
    cost = Math.max(cost, Number(plan.get('Total Cost') ?? 0));
    // PostgreSQL's assumption where the arguments of a function do not tell how many rows it makes.
    guessed ||= type === 'ProjectSet' || (type === 'Function Scan' && plan.get('Plan Rows') === 1000);
    for (const inner of plan.values()) look(inner);
  };
  look(explained);
  return { cost, nodes: [...nodes], guessed };
}

/** What the COPY rows do to NUL, parameters must do as well, or a search for it would fail instead of finding it. */
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u2400') : value;
}

function identifier(name: string): string {
  assert(/^[a-z_][a-z0-9_]*$/.test(name), `a plain SQL name: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

/** One after the other, in the order asked; a failure does not stop the next. */
function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
