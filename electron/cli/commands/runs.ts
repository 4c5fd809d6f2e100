import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { exportExtensions, exportFormats } from '#shared/export/export-table.ts';
import { runExportColumns } from '#shared/export/run-table.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine, type Asking } from '../open-engine.ts';
import { listRuns, runTable } from '../list-runs.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJson } from '../run-json.ts';
import { exitCodes, type ExitCode, type Terminal } from '../terminal.ts';

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
      const runs = await listRuns(engine, where, limit.value === 0 ? Number.POSITIVE_INFINITY : limit.value);
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
