import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { exportExtensions, exportFormats } from '#shared/export/export-table.ts';
import { runExportColumns } from '#shared/export/run-table.ts';
import type { AnswerOf } from '#shared/ipc/answers.ts';
import type { RunRow } from '#shared/model/run.ts';
import { ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine, type Asking } from '../open-engine.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJson } from '../run-json.ts';
import { exitCodes, type ExitCode, type Terminal } from '../terminal.ts';
import { textTable } from '../text-table.ts';

const pageSize = 500;

export const runsCommand: Command = {
  name: 'runs',
  positionals: ['CASE'],
  summary: 'list runs, newest first',
  details: `
--where takes what the search box takes: field:value, "quoted words", -not, OR, ranges such as amount:>500, missing:approval.
"not recorded" in a column means that no record says anything; it never means that it did not happen.
"total" counts all runs that match, "shown" those listed.
--out writes every column of every run that matches, never fewer; an existing file is not overwritten, and the journal notes the file's hash.`,
  options: {
    where: { argument: 'SEARCH', help: 'only runs that match' },
    limit: { argument: 'N', help: 'at most N runs (50; 0 for all)' },
    out: { argument: 'FILE', help: 'write every matching run to a file: .csv, .tsv, .json, .md or .txt' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const limit = wholeNumber(given, 'limit', 50);
    if (!limit.ok) return complain(limit.problem, terminal);
    const where = given.values.get('where') ?? '';
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const out = given.values.get('out');
      if (out !== undefined) return writeRuns(engine, where, out, terminal);
      const counted = await engine.ask('runs.count', { where });
      if (!counted.ok) return complain(counted.problem, terminal);
      const runs = await allPages(engine, where, limit.value === 0 ? Number.POSITIVE_INFINITY : limit.value);
      if (!runs.ok) return complain(runs.problem, terminal);
      const { matching, total } = counted.value;
      if (given.switches.has('json')) {
        printJson({ total: matching, shown: runs.value.length, runs: runs.value.map(runJson) }, terminal);
        return exitCodes.fine;
      }
      terminal.out(runTable(runs.value));
      terminal.out(`${runs.value.length} of ${matching} matching, ${total} in the case\n`);
      return exitCodes.fine;
    });
  },
};

async function writeRuns(engine: Asking, where: string, out: string, terminal: Terminal): Promise<ExitCode> {
  const format = exportFormats.find((known) => extname(out) === `.${exportExtensions[known]}`);
  if (format === undefined) return complain({ code: 'usage', message: `--out: what to write is told by the end of the name, and ${JSON.stringify(basename(out))} has none of .csv, .tsv, .json, .md, .txt.` }, terminal);
  if (existsSync(resolve(out))) return complain({ code: 'not-written', message: `There is something at ${resolve(out)} already; it was not overwritten.` }, terminal);
  const written = await engine.ask('runs.export', { pathId: resolve(out), where, sort: { key: 'startedAt', descending: true }, ids: null, columns: [...runExportColumns], format });
  if (!written.ok) return complain(written.problem, terminal);
  terminal.err(`Wrote ${written.value.rows} runs to ${written.value.path}\nSHA-256 ${written.value.sha256}\n`);
  return exitCodes.fine;
}

async function allPages(engine: Asking, where: string, limit: number): Promise<Result<readonly RunRow[]>> {
  const rows: RunRow[] = [];
  let after: string | null = null;
  do {
    const page: Result<AnswerOf<'runs.page'>> = await engine.ask('runs.page', { where, sort: { key: 'startedAt', descending: true }, after, limit: Math.min(pageSize, limit - rows.length) });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    after = page.value.next;
  } while (after !== null && rows.length < limit);
  return ok(rows);
}

function runTable(runs: readonly RunRow[]): string {
  const rows = runs.map(runJson).map((run) => [
    run.startedAt ?? 'not recorded',
    run.externalId,
    run.actionType ?? 'not recorded',
    [run.model ?? 'not recorded', run.modelVersion ?? ''].join(' ').trim(),
    [run.promptTemplate ?? '', run.promptVersion ?? ''].join(' ').trim(),
    run.approvalClass,
    run.outcome,
    `${run.completeness.recorded}/7`,
  ]);
  return textTable(['started, UTC', 'run', 'action', 'model', 'prompt', 'approval', 'outcome', 'fields'], rows);
}
