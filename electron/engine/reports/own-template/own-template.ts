import { failed, ok, type Result } from '#shared/result.ts';
import { blockFieldProblem, fieldProblem } from './template-fields.ts';

/** A person's own report: Markdown with named fields, `{{incident.title}}`. Read into lines once; every field is known when this has been read. */
export interface OwnTemplate {
  readonly title: string;
  readonly sections: readonly TemplateSection[];
  /** As it was read: what a sign-off is given for. */
  readonly text: string;
}

export interface TemplateSection {
  readonly title: string;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | { readonly kind: 'heading' | 'paragraph' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** A field that stands alone on its line: what the program makes, such as `section:5`. */
  | { readonly kind: 'block'; readonly field: string };

const longest = 200_000;

/** CommonMark as far as a report needs it: headings, paragraphs, lists, notes, pipe tables. Whatever else there is stays text. Untrusted: a file from outside. */
export function readOwnTemplate(text: string): Result<OwnTemplate> {
  if (text.length > longest) return failed('template-too-long', `The template has ${text.length} characters; a template has at most ${longest}.`);
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|[\n\r]/u);
  const problems = lines.flatMap((line, index) => problemsOf(line).map((problem) => `Line ${index + 1}: ${problem}`));
  const [first] = problems;
  if (first !== undefined) return failed('template-field-unknown', `${first}${problems.length === 1 ? '' : ` And ${problems.length - 1} more.`}`, problems.length > 1 ? problems.slice(1, 6).join(' ') : 'Correct the line; proofline report --fields lists every field.');
  const title = lines.find((line) => /^#\s+\S/u.test(line))?.replace(/^#\s+/u, '').trim();
  if (title === undefined) return failed('template-without-title', 'The template has no title.', 'Begin it with a line such as # Weekly note.');
  const sections = sectionsOf(lines);
  return sections.length === 0 ? failed('template-empty', 'The template has nothing below its title.', 'Write a section: a line such as ## What happened, and text below it.') : ok({ title, sections, text });
}

/** One field, or the marks of Markdown that a report has. */
export const inlineMark = /\{\{\s*([^{}]*?)\s*\}\}|\*\*([^*]+)\*\*|`([^`]+)`/gu;
const fieldMark = /\{\{\s*([^{}]*?)\s*\}\}/gu;
const alone = /^\{\{\s*([^{}]*?)\s*\}\}$/u;

function problemsOf(line: string): readonly string[] {
  const block = alone.exec(line.trim())?.[1];
  if (block !== undefined) return [blockFieldProblem(block)].filter((problem) => problem !== null);
  const open = line.replaceAll(fieldMark, '');
  return [
    ...[...line.matchAll(fieldMark)].flatMap(([, field = '']) => fieldProblem(field) ?? []),
    ...(open.includes('{{') || open.includes('}}') ? ['a field is opened and not closed, or the other way round: write {{name}}.'] : []),
  ];
}

function sectionsOf(lines: readonly string[]): readonly TemplateSection[] {
  const sections: { title: string; lines: string[] }[] = [{ title: 'Report', lines: [] }];
  for (const line of lines) {
    if (/^##\s+\S/u.test(line)) sections.push({ title: line.replace(/^##\s+/u, '').trim(), lines: [] });
    else if (!/^#\s+\S/u.test(line)) sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, lines: of }) => ({ title, parts: partsOf(of) })).filter(({ parts }, index) => index > 0 || parts.length > 0);
}

/** Runs of lines of one kind; an empty line ends one. */
function partsOf(lines: readonly string[]): readonly TemplatePart[] {
  const runs: { kind: 'heading' | 'block' | 'item' | 'note' | 'row' | 'text'; lines: string[] }[] = [];
  let gap = true;
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '') {
      gap = true;
      continue;
    }
    const kind = /^###\s/u.test(line) ? 'heading' : alone.test(line) ? 'block' : /^[-*]\s/u.test(line) ? 'item' : /^>/u.test(line) ? 'note' : /^\|.*\|$/u.test(line) ? 'row' : 'text';
    const last = runs.at(-1);
    if (!gap && last?.kind === kind && kind !== 'heading' && kind !== 'block') last.lines.push(line);
    else runs.push({ kind, lines: [line] });
    gap = false;
  }
  return runs.map(({ kind, lines: of }): TemplatePart => {
    switch (kind) {
      case 'heading':
        return { kind, text: (of[0] ?? '').replace(/^###\s+/u, '') };
      case 'block':
        return { kind, field: alone.exec(of[0] ?? '')?.[1] ?? '' };
      case 'item':
        return { kind: 'list', items: of.map((line) => line.replace(/^[-*]\s+/u, '')) };
      case 'note':
        return { kind, text: of.map((line) => line.replace(/^>\s?/u, '')).join(' ') };
      case 'row': {
        const [head = [], ...rows] = of.map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
        return { kind: 'table', head, rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/u.test(cell))) };
      }
      case 'text':
        return { kind: 'paragraph', text: of.join(' ') };
    }
  });
}
