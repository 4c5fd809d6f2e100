import { type CellKind, mostSqlRows, type SqlAnswer } from '#shared/model/sql-console.ts';
import { ProblemError } from '#shared/result.ts';
import type { Store } from '../store.ts';
import { consoleRole, consoleSchema, prepareConsole } from './prepare-console.ts';

const reader = { role: consoleRole, schema: consoleSchema } as const;

/** About thirty looks at a million runs, some twenty seconds. Above, and where the estimate cannot be believed, a person is asked. */
const askAbove = 2_000_000;

/** Untrusted: what a person typed, or pasted from somewhere. What it may touch is decided by the role it runs under, not by reading it. */
export async function askConsole(store: Store, caseKey: number, sql: string, anyway: boolean): Promise<SqlAnswer> {
  await prepareConsole(store, caseKey);
  const asked = withoutSemicolon(sql);
  if (asked.trim() === '') throw new ProblemError('sql-refused', 'There is no query.', 'Write one, or choose an example.');
  if (deepest(asked) > 200) throw new ProblemError('sql-refused', 'The query has more than 200 brackets one inside the other.', 'Write it flatter.');
  const { cost, nodes, guessed } = await store.estimate(asked, reader);
  const recursive = nodes.includes('Recursive Union');
  if (!anyway && (cost > askAbove || recursive || guessed)) {
    const { cost: once } = await store.estimate('SELECT count(*) FROM runs', reader);
    const size = recursive ? 'How long a recursive query takes cannot be estimated.' : guessed ? 'How many rows a function in it makes cannot be estimated.' : `The plan is estimated at ${Math.round(cost / Math.max(once, 1))} times the work of looking at every run once.`;
    return { kind: 'ask', cost, why: `${size} Once begun it cannot be stopped: until it ends, nothing else is answered.` };
  }
  const began = performance.now();
  const { columns, rows, more } = await store.consult(asked, reader, mostSqlRows);
  return { kind: 'rows', columns: columns.map(({ name, type }) => ({ name, kind: kindOf(type) })), rows, more, milliseconds: Math.round(performance.now() - began), cost };
}

/** One at the end is habit; a statement behind it is refused by the database. */
function withoutSemicolon(sql: string): string {
  // A comment that the end of the text ends would never come to an end in the database.
  return `${sql.replace(/[\s;]+$/u, '')}\n`;
}

/** Those inside a text count as well: it may be a pattern, and the database does not come back from reading one nine thousand deep. */
function deepest(sql: string): number {
  let depth = 0;
  let most = 0;
  for (const sign of sql) {
    if ('([{'.includes(sign)) most = Math.max(most, (depth += 1));
    if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
  }
  return most;
}

/** PostgreSQL's own numbers of types (pg_type.dat). */
function kindOf(type: number): CellKind {
  if ([20, 21, 23, 26, 700, 701, 1700].includes(type)) return 'number';
  if (type === 16) return 'boolean';
  return [1082, 1083, 1114, 1184].includes(type) ? 'time' : 'text';
}
