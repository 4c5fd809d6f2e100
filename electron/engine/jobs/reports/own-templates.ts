import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { orThrow, ProblemError } from '#shared/result.ts';
import { ownReportTemplate, reportTemplates, type ReportTemplate } from '../../reports/incident-report/templates.ts';
import { readOwnTemplate } from '../../reports/own-template/own-template.ts';
import type { SavedTemplate } from '../../case/saved-templates.ts';

const longestFile = 1_000_000;

/** The program's templates, then a person's own. One that this build cannot read any more is left out here, and named when it is asked for. */
export function templatesOf(saved: readonly SavedTemplate[]): readonly ReportTemplate[] {
  const own = saved.flatMap(({ name, text }) => {
    const read = readOwnTemplate(text);
    return read.ok ? [ownReportTemplate(name, read.value)] : [];
  });
  return [...reportTemplates, ...own];
}

export function templateNamed(id: string, saved: readonly SavedTemplate[]): ReportTemplate {
  const own = saved.find(({ name }) => `own:${name}` === id);
  if (own !== undefined) return ownReportTemplate(own.name, orThrow(readOwnTemplate(own.text)));
  const found = reportTemplates.find((template) => template.id === id);
  if (found === undefined) throw new ProblemError('no-such-template', `There is no report template ${JSON.stringify(id)}.`, `Known: ${[...reportTemplates.map((template) => template.id), ...saved.map(({ name }) => `own:${name}`)].join(', ')}.`);
  return found;
}

/** A Markdown file as a template, named for the file. Nothing is kept of one with a field that is none. */
export function templateFromFile(path: string): SavedTemplate {
  const name = basename(path, extname(path)).toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-').replaceAll(/^-+|-+$/gu, '').slice(0, 50);
  if (name === '') throw new ProblemError('template-unnamed', 'The name of the file has neither letters nor digits.', 'Name it as the template is to be called: weekly-note.md.');
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new ProblemError('file-missing', `There is no file at ${path}.`);
  if (statSync(path).size > longestFile) throw new ProblemError('template-too-long', `The file has more than ${longestFile} bytes: it is no template.`);
  const text = readFileSync(path, 'utf8');
  orThrow(readOwnTemplate(text));
  return { name, text };
}
