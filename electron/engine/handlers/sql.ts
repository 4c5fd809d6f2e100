import { createHash } from 'node:crypto';
import { z } from 'zod';
import { requests } from '#shared/ipc/contract.ts';
import type { PinnedResult, RerunResult, SqlAnswer } from '#shared/model/sql-console.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { actKind } from '../acts/act-kind.ts';
import type { Act } from '../acts/act-log.ts';
import { canonicalJson } from '../case/canonical-json.ts';
import { dataStamp } from '../figures/data-stamp.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { askConsole } from '../store/console/ask-console.ts';
import { sqlExamples } from '../store/console/evidence-views.ts';
import { prepareConsole } from '../store/console/prepare-console.ts';
import { stampedSources } from '../store/queries/stamped-sources.ts';
import { handler, type Handler } from './handler.ts';
import type { Session } from './session.ts';

/** A result somebody wants to state: its query, its hash, and what it was worked out from. */
const resultPinned = actKind({
  act: 'result-pinned',
  data: z.strictObject({ name: z.string(), sql: z.string(), rows: z.number().int(), sha256: z.string(), sources: z.string(), reading: z.string() }),
  words: ({ name }) => `result ${JSON.stringify(name)}`,
});

type Pinned = z.infer<typeof resultPinned.data>;
type Rows = Extract<SqlAnswer, { readonly kind: 'rows' }>;

export const sqlHandlers: readonly Handler[] = [
  handler('sql.describe', requests['sql.describe'], async (session) => {
    const { store, caseKey } = session.settledBench();
    return { views: await prepareConsole(store, caseKey), examples: sqlExamples };
  }),
  handler('sql.run', requests['sql.run'], async (session, { sql, anyway }) => {
    const { store, caseKey } = session.settledBench();
    return askConsole(store, caseKey, sql, anyway);
  }),
  handler('sql.pin', requests['sql.pin'], pin),
  handler('sql.pins', requests['sql.pins'], async (session) => session.bench().acts.of(resultPinned).acts.map(pinnedResult)),
  handler('sql.unpin', requests['sql.unpin'], async (session, { seq }) => {
    orThrow(session.bench().acts.undo(seq, [resultPinned.act]));
    return null;
  }),
  handler('sql.rerun', requests['sql.rerun'], rerun),
];

async function pin(session: Session, { name, sql }: { readonly name: string; readonly sql: string }): Promise<PinnedResult> {
  const bench = session.settledBench();
  const answer = await wholeAnswer(bench, sql);
  const { sources, reading } = await stampOf(session, bench);
  const data: Pinned = { name, sql, rows: answer.rows.length, sha256: hashOf(answer), sources, reading };
  const { seq, at, actor } = orThrow(bench.acts.record(resultPinned, data));
  return pinnedResult({ seq, at, actor, data });
}

async function rerun(session: Session, { seq }: { readonly seq: number }): Promise<RerunResult> {
  const bench = session.settledBench();
  const pinned = bench.acts.of(resultPinned).acts.find((act) => act.seq === seq)?.data;
  if (pinned === undefined) throw new ProblemError('no-such-act', `No result is pinned as entry ${seq}.`);
  try {
    const answer = await wholeAnswer(bench, pinned.sql);
    if (hashOf(answer) === pinned.sha256) return { seq, state: 'same', why: null };
    return { seq, state: 'changed', why: `${pinned.rows} rows were pinned, ${answer.rows.length} are found. ${changedBecause(pinned, await stampOf(session, bench))}` };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { seq, state: 'cannot be re-run', why: error.problem.message };
  }
}

function changedBecause(pinned: Pinned, now: { readonly sources: string; readonly reading: string }): string {
  if (pinned.sources !== now.sources) return 'The sources of the case are not those it was worked out from.';
  if (pinned.reading !== now.reading) return 'The same bytes are read differently: another build, mapping or zone.';
  return /\b(?:stars|tags)\b/iu.test(pinned.sql) ? 'It reads what people marked, which may have changed.' : 'The sources are the same and are read the same way; an order the query does not state, or the survey that fills details and findings, may tell why.';
}

/** A figure rests on all of its rows, and on a query that needs no asking. */
async function wholeAnswer({ store, caseKey }: CaseBench, sql: string): Promise<Rows> {
  const answer = await askConsole(store, caseKey, sql, false);
  if (answer.kind === 'ask') throw new ProblemError('sql-too-large', answer.why, 'Narrow the query: a pinned result must be quick to run again.');
  if (answer.more) throw new ProblemError('sql-too-large', `The result has more than the ${answer.rows.length} rows that are handed over.`, 'Narrow or sum up the query: a pinned result holds all its rows.');
  return answer;
}

function hashOf({ columns, rows }: Rows): string {
  return createHash('sha256').update(canonicalJson({ columns: columns.map(({ name, kind }) => ({ name, kind })), rows: rows.map((row) => [...row]) })).digest('hex');
}

async function stampOf(session: Session, { store, caseKey }: CaseBench): Promise<{ readonly sources: string; readonly reading: string }> {
  const { sources, reading } = dataStamp(await stampedSources(store, caseKey), session.options.version, []);
  return { sources, reading };
}

function pinnedResult({ seq, at, actor, data: { name, sql, rows, sha256 } }: Act<Pinned>): PinnedResult {
  return { seq, at, actor, name, sql, rows, sha256 };
}
