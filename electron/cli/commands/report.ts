import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { AnswerOf } from '#shared/ipc/answers.ts';
import { figureText } from '#shared/model/figure-text.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { isJsonObject, type JsonValue } from '#shared/json.ts';
import { findSystemBrowser } from '../../chromium/find-browser.ts';
import { jsonOption, type Command, type Given } from '../command.ts';
import { openSurveyedCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes, type ExitCode, type Terminal } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

const formats = ['pdf', 'html', 'markdown', 'docx', 'csv', 'xlsx', 'json'] as const;
type Format = (typeof formats)[number];
const extensions: Readonly<Record<string, Format>> = { '.pdf': 'pdf', '.html': 'html', '.md': 'markdown', '.docx': 'docx', '.csv': 'csv', '.xlsx': 'xlsx', '.json': 'json' };

export const reportCommand: Command = {
  name: 'report',
  positionals: ['[CASE]'],
  summary: 'write the report of an incident, or work the figures of one out again',
  details: `
Builds the report now, from the incident, its runs and the forms of its regimes, and writes it to --out; the ending of the name tells the format.
A report is a draft until somebody signs it in the window. Every figure names its query and the hash of the data it was worked out from.
--phase: without it, the phase after the last one submitted. Names and ids of people that records state are replaced by pseudonyms unless --names is
given; --people-key writes who is who to a file of its own. PDF is printed by an installed Chromium, Chrome or Edge.
--check FILE.json works out every figure that a report (--format json) kept: exit code 1 when one has moved or cannot be worked out.
An existing file is not overwritten. The journal notes each file with its hash.`,
  options: {
    incident: { argument: 'ID', help: 'the incident, as in INC-2026-001' },
    template: { argument: 'ID', help: 'which report; --templates lists them (incident-report)' },
    phase: { argument: 'PHASE', help: 'initial, follow-up, final, or as the template names them' },
    out: { argument: 'FILE', help: 'where to write it' },
    format: { argument: 'FORMAT', help: `one of ${formats.join(', ')}` },
    text: { argument: 'SECTION=TEXT', help: 'write your own text into a section first, e.g. population=has:amount; --templates lists them', repeats: true },
    names: { argument: null, help: 'keep names and ids of people as recorded' },
    'people-key': { argument: 'FILE', help: 'write who stands behind each pseudonym' },
    check: { argument: 'FILE', help: 'work the figures of this report out again' },
    'add-template': { argument: 'FILE', help: 'keep a Markdown file with {{fields}} as your own template' },
    'remove-template': { argument: 'ID', help: 'forget an own template' },
    fields: { argument: null, help: 'list the fields an own template may use' },
    templates: { argument: null, help: 'list the templates and their phases' },
    json: jsonOption,
  },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const own = await ownTemplates(engine, given, terminal);
      if (own !== null) return own;
      if (given.switches.has('templates')) return listTemplates(engine, given, terminal);
      const [path] = given.words;
      if (path === undefined) return complain({ code: 'usage', message: 'CASE is missing.', nextStep: 'proofline report --help' }, terminal);
      const opened = await openSurveyedCase(engine, path, terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const check = given.values.get('check');
      return check === undefined ? writeReport(engine, given, terminal) : checkReport(engine, check, given, terminal);
    });
  },
};

/** What is done with own templates; null: nothing was asked of them. */
async function ownTemplates(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode | null> {
  const [add, remove] = [given.values.get('add-template'), given.values.get('remove-template')];
  if (given.switches.has('fields')) {
    const fields = await engine.ask('report.templateFields', {});
    if (!fields.ok) return complain(fields.problem, terminal);
    if (given.switches.has('json')) printJson({ fields: fields.value }, terminal);
    else terminal.out(textTable(['field', 'stands', 'takes'], fields.value.map(({ field, where, of }) => [`{{${field}}}`, where, of])));
    return exitCodes.fine;
  }
  if (add !== undefined) {
    const saved = await engine.ask('report.saveTemplate', { pathId: resolve(add) });
    if (!saved.ok) return complain(saved.problem, terminal);
    terminal.out(`Kept as ${saved.value.id}\n`);
    return exitCodes.fine;
  }
  if (remove === undefined) return null;
  const removed = await engine.ask('report.removeTemplate', { id: remove });
  if (!removed.ok) return complain(removed.problem, terminal);
  terminal.out(`Forgot ${remove}\n`);
  return exitCodes.fine;
}

async function listTemplates(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const listed = await engine.ask('report.templates', {});
  if (!listed.ok) return complain(listed.problem, terminal);
  if (given.switches.has('json')) printJson({ templates: listed.value }, terminal);
  else terminal.out(textTable(['template', 'phases', 'your own text', 'what it is'], listed.value.map(({ id, phases, texts, title, about }) => [id, phases.join(', '), texts.map(({ section }) => section).join(', '), `${title}: ${about}`])));
  return exitCodes.fine;
}

async function writeReport(engine: Asking, given: Given, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedFile(given);
  if (!wanted.ok) return complain(wanted.problem, terminal);
  const { out, format, incident } = wanted.value;
  const asked = { incident, template: given.values.get('template') ?? 'incident-report', phase: given.values.get('phase') ?? null, pseudonymous: !given.switches.has('names') };
  for (const one of given.lists.get('text') ?? []) {
    const at = one.indexOf('=');
    if (at < 1) return complain({ code: 'usage', message: `--text takes SECTION=TEXT; found ${JSON.stringify(one)}.` }, terminal);
    const set = await engine.ask('report.setText', { incident, section: one.slice(0, at), text: one.slice(at + 1) });
    if (!set.ok) return complain(set.problem, terminal);
  }
  const key = given.values.get('people-key');
  if (key !== undefined) {
    const written = await engine.ask('report.writeKey', { pathId: resolve(key), ...asked });
    if (!written.ok) return complain(written.problem, terminal);
    terminal.err(`Wrote ${printable(resolve(key))}: keep it apart from the report.\n`);
  }
  const written = format === 'pdf' ? await writePdf(engine, out, asked) : await engine.ask('report.write', { pathId: out, format, ...asked });
  if (!written.ok) return complain(written.problem, terminal);
  const built = await engine.ask('report.build', asked);
  if (!built.ok) return complain(built.problem, terminal);
  const { document, phase, sheets, before } = built.value;
  if (given.switches.has('json')) printJson({ path: out, ...written.value, phase, mark: document.mark, before, sheets: sheets.map(({ sheet, fields }) => ({ sheet, fields: fields.map(({ id, status, mandatory }) => ({ id, status, mandatory })) })) }, terminal);
  else terminal.out(reportText(out, written.value, built.value));
  for (const line of before) terminal.err(`Before it can be signed: ${printable(line)}\n`);
  return exitCodes.fine;
}

function reportText(out: string, { sha256, bytes }: { readonly sha256: string; readonly bytes: number }, { document, phase, sheets }: AnswerOf<'report.build'>): string {
  const states = sheets.map(({ title, fields }) => {
    const count = (status: string): number => fields.filter((field) => field.status === status).length;
    return `  ${title}: ${count('complete')} of ${fields.length} fields complete, ${count('unknown yet')} unknown yet, ${count('not applicable')} not applicable, ${count('later phase')} later phase\n`;
  });
  return `Wrote ${printable(out)}\n  ${printable(document.title)}, ${phase}${document.mark === '' ? '' : `, ${document.mark}`}\n  SHA-256 ${sha256}, ${bytes} bytes\n${states.join('')}`;
}

function wantedFile(given: Given): Result<{ readonly out: string; readonly format: Format; readonly incident: string }> {
  const [out, incident, named] = [given.values.get('out'), given.values.get('incident'), given.values.get('format')];
  if (incident === undefined) return failed('usage', '--incident is missing: it names the incident.', 'proofline incident CASE lists them.');
  if (out === undefined) return failed('usage', '--out is missing: it names the file to write.', 'proofline report --help');
  const format = named === undefined ? extensions[extname(out).toLowerCase()] : formats.find((one) => one === named);
  if (format === undefined) return failed('usage', named === undefined ? `The ending of ${out} names no format.` : `There is no format "${named}".`, `Known: ${formats.join(', ')}.`);
  const path = resolve(out);
  return existsSync(path) ? failed('file-exists', `There is something at ${path} already; it was not overwritten.`) : ok({ out: path, format, incident });
}

async function writePdf(engine: Asking, out: string, asked: { readonly incident: string; readonly template: string; readonly phase: string | null; readonly pseudonymous: boolean }): Promise<Result<AnswerOf<'report.note'>>> {
  const { chromium } = await import('playwright');
  const browser = findSystemBrowser(chromium.executablePath());
  if (browser === null) return failed('no-browser', 'No Chromium, Chrome or Edge was found to print the PDF with.', 'Install one, or name it in PROOFLINE_BROWSER; or write HTML (--format html) and print that.');
  const page = await engine.ask('report.page', asked);
  if (!page.ok) return page;
  const { printPdf } = await import('../../chromium/print-pdf.ts');
  try {
    writeFileSync(out, await printPdf(page.value.html, browser), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    return failed('not-printed', `The PDF could not be made: ${error instanceof Error ? error.message : String(error)}`, 'Write HTML (--format html) and print that.');
  }
  return engine.ask('report.note', { pathId: out, ...asked });
}

async function checkReport(engine: Asking, path: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  const snapshot = snapshotIn(resolve(path));
  if (!snapshot.ok) return complain(snapshot.problem, terminal);
  const rerun = await engine.ask('report.rerun', { incident: given.values.get('incident') ?? null, snapshot: snapshot.value });
  if (!rerun.ok) return complain(rerun.problem, terminal);
  const moved = rerun.value.filter(({ state }) => state !== 'same');
  if (given.switches.has('json')) printJson({ figures: rerun.value, same: rerun.value.length - moved.length, moved: moved.length }, terminal);
  else terminal.out(`${textTable(['figure', 'kept', 'now', 'result'], rerun.value.map(({ id, expected, found, state, why }) => [id, figureText(expected), found === null ? '–' : figureText(found), `${state}${why.length === 0 ? '' : `: ${why.join('; ')}`}`]))}${rerun.value.length - moved.length} of ${rerun.value.length} figures are the same.\n`);
  return moved.length === 0 ? exitCodes.fine : exitCodes.failed;
}

/** Untrusted: the engine judges what is in it. */
function snapshotIn(path: string): Result<string> {
  if (!existsSync(path)) return failed('file-missing', `There is no file at ${path}.`);
  try {
    const value: JsonValue = JSON.parse(readFileSync(path, 'utf8'));
    return ok(JSON.stringify(isJsonObject(value) && 'snapshot' in value ? value['snapshot'] : value));
  } catch (error) {
    return failed('file-missing', `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
