import { sqlTable } from '#shared/export/sql-table.ts';
import { tableText } from '#shared/export/table-writer.ts';
import { mostSqlRows, type SqlAnswer } from '#shared/model/sql-console.ts';
import { type Command, type Given, jsonOption } from '../command.ts';
import { type Asking, openCase, openSurveyedCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { type ExitCode, exitCodes, type Terminal } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const sqlCommand: Command = {
  name: 'sql',
  positionals: ['CASE', 'SELECT'],
  summary: 'ask the case in SQL, reading only',
  details: `
One SELECT over the views runs, run_details, records, sources, rejects, failed_records, findings, case_findings and more. Nothing else can be
read and nothing can be written; functions beyond a fixed list are refused. Every instant has a column in nanoseconds beside it.
At most ${mostSqlRows} rows are handed over; where there are more, the answer says so. A query that may take very long is not run without --anyway.

In place of SELECT:
  views   lists the views with their columns
  pinned  runs every pinned result again and says whether it is the same, changed, or cannot be run; ends with 1 unless all are the same`,
  options: {
    pin: { argument: 'NAME', help: 'keep the result in the journal under this name, to be run again' },
    anyway: { argument: null, help: 'run it however long it may take' },
    csv: { argument: null, help: 'print CSV' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const [path = '', sql = ''] = given.words;
    return withEngine(terminal, async (engine) => {
      const word = sql.trim().toLowerCase();
      const opened = await (word === 'pinned' || readsSurveyed(sql) ? openSurveyedCase : openCase)(engine, path, terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      if (word === 'views') return listViews(engine, given, terminal);
      if (word === 'pinned') return runPinned(engine, given, terminal);
      const answer = await engine.ask('sql.run', { sql, anyway: given.switches.has('anyway') });
      if (!answer.ok) return complain(answer.problem, terminal);
      if (answer.value.kind === 'ask') return complain({ code: 'sql-too-large', message: answer.value.why, nextStep: 'Narrow the query, or run it with --anyway.' }, terminal);
      const name = given.values.get('pin');
      const pinned = name === undefined ? null : await engine.ask('sql.pin', { name, sql });
      if (pinned?.ok === false) return complain(pinned.problem, terminal);
      printRows(answer.value, sql, given, terminal);
      if (pinned?.ok === true) terminal.err(`Pinned as journal entry ${pinned.value.seq}: SHA-256 ${pinned.value.sha256}\n`);
      return exitCodes.fine;
    });
  },
};

/** Whether a view is named that the survey fills (`sql views`). A name in a text or a comment costs a wait. */
function readsSurveyed(sql: string): boolean {
  return /\b(?:run_details|findings|case_findings)\b/iu.test(sql);
}

function printRows(answer: Extract<SqlAnswer, { readonly kind: 'rows' }>, sql: string, given: Given, terminal: Terminal): void {
  const { columns, rows, more } = answer;
  const table = sqlTable(answer, sql);
  if (given.switches.has('json')) {
    const named = columns.map(({ kind }, index) => ({ name: table.columns[index]?.id, kind }));
    printJson({ columns: named, rows: rows.map((row) => Object.fromEntries(table.columns.map(({ id }, index) => [id, row[index] ?? null]))), shown: rows.length, more }, terminal);
  } else if (given.switches.has('csv')) terminal.out(tableText('csv', { ...table, notes: [] }));
  else terminal.out(textTable(columns.map(({ name }) => printable(name)), rows.map((row) => row.map((cell) => cell ?? 'NULL'))));
  terminal.err(more ? `The first ${rows.length} rows: there are more.\n` : `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`);
}

async function listViews(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const described = await engine.ask('sql.describe', {});
  if (!described.ok) return complain(described.problem, terminal);
  if (given.switches.has('json')) printJson(described.value, terminal);
  else for (const view of described.value.views) terminal.out(`${view.name}: ${view.meaning}\n${textTable(['  column', 'type', 'meaning'], view.columns.map((column) => [`  ${column.name}`, column.type, column.meaning]))}\n`);
  return exitCodes.fine;
}

async function runPinned(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const pins = await engine.ask('sql.pins', {});
  if (!pins.ok) return complain(pins.problem, terminal);
  const compared = [];
  for (const { seq, name, rows, sha256 } of pins.value) {
    const again = await engine.ask('sql.rerun', { seq });
    if (!again.ok) return complain(again.problem, terminal);
    compared.push({ seq, name, rows, sha256, state: again.value.state, why: again.value.why });
  }
  const same = compared.filter(({ state }) => state === 'same').length;
  if (given.switches.has('json')) printJson({ pinned: compared, same, of: compared.length }, terminal);
  else if (compared.length > 0) terminal.out(textTable(['entry', 'name', 'rows', 'run again', 'why'], compared.map(({ seq, name, rows, state, why }) => [String(seq), printable(name), String(rows), state, why ?? ''])));
  terminal.err(`${same} of ${compared.length} pinned results are the same\n`);
  return same === compared.length ? exitCodes.fine : exitCodes.failed;
}
