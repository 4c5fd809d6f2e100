import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { caseOverviewHtml } from '../../engine/reports/case-overview.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const overviewCommand: Command = {
  name: 'overview',
  positionals: ['CASE'],
  summary: 'sum up a case: sources, completeness, approvals, outcomes, versions, and what is not known',
  details: `
With --out the same as one HTML page without scripts, to be opened or printed anywhere. An existing file is not overwritten.`,
  options: { out: { argument: 'FILE.html', help: 'write an HTML page' }, json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const summary = await engine.ask('overview.summary', {});
      if (!summary.ok) return complain(summary.problem, terminal);
      const out = given.values.get('out');
      if (out !== undefined) {
        const written = writeNew(resolve(out), caseOverviewHtml(summary.value, new Date().toISOString()));
        if (!written.ok) return complain(written.problem, terminal);
        terminal.err(`Wrote ${written.value}\n`);
      }
      if (given.switches.has('json')) printJson(summary.value, terminal);
      else if (out === undefined) terminal.out(overviewText(summary.value));
      return exitCodes.fine;
    });
  },
};

function writeNew(path: string, text: string): Result<string> {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return ok(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return failed('not-written', error.code === 'EEXIST' ? `There is something at ${path} already; it was not overwritten.` : `${path} could not be written: ${error.message}`);
  }
}

const tallies = ['recorded', 'part', 'inferred', 'hashOnly', 'absent'] as const;

function overviewText(summary: OverviewSummary): string {
  const counts = (title: string, rows: readonly { readonly value: string; readonly count: number }[]): string => `\n${textTable([title, 'runs'], rows.map(({ value, count }) => [value, String(count)]), ['runs'])}`;
  const { case: about, sources, all, versions, unknowns } = summary;
  return [
    `${printable(about.name)}: ${about.runs} runs from ${about.records} records in ${about.sources} sources\n\n`,
    textTable(['source', 'format', 'read', 'rejected', 'runs', 'first', 'last'], sources.map((source) => [source.name, source.format, String(source.read), String(source.rejected), String(source.runs), timeText(source.firstAt) ?? 'not recorded', timeText(source.lastAt) ?? 'not recorded']), ['read', 'rejected', 'runs']),
    counts('approval', summary.approval),
    counts('outcome', summary.outcome),
    counts('action type', summary.actionTypes),
    `\n${textTable(['seven fields, all runs', ...tallies], sevenFields.map((field) => [sevenFieldTitles[field], ...tallies.map((tally) => String(all.fields[field][tally]))]), tallies)}`,
    `\n${textTable(['model', 'version', 'prompt', 'version', 'runs', 'first used', 'last used'], versions.map((version) => [version.model ?? 'not recorded', version.modelVersion ?? 'not recorded', version.promptTemplate ?? 'not recorded', version.promptVersion ?? 'not recorded', String(version.runs), timeText(version.firstAt) ?? 'not recorded', timeText(version.lastAt) ?? 'not recorded']), ['runs'])}`,
    unknowns.length === 0 ? '' : `\nWhat the record cannot tell\n${unknowns.map((unknown) => `  ${unknown.count}  ${printable(unknown.what)}`).join('\n')}\n`,
  ].join('');
}
