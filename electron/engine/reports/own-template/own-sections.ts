import { plain, say, strong, mono, type Block, type Section, type Words } from '../document.ts';
import type { ReportInput } from '../incident-report/report-facts.ts';
import { inlineMark, type OwnTemplate, type TemplatePart } from './own-template.ts';
import { fieldBlocks, fieldWords } from './template-fields.ts';

/** What a person's template leaves out is printed all the same: what the report cannot say, who signed, what it cites. */
export const alwaysPrinted = ['11', '13', 'E3', 'E4'] as const;

/** The sections as the template puts them, then those it did not place and no report goes without. */
export function ownSections(template: OwnTemplate, input: ReportInput, generated: readonly Section[]): readonly Section[] {
  const placed = new Set(template.sections.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'block' && part.field.startsWith('section:') ? [part.field.slice('section:'.length)] : []))));
  return [
    ...template.sections.map(({ title, parts }, index): Section => ({ id: `own-${index + 1}`, title: flat(words(title, input)), blocks: parts.flatMap((part) => blocksOf(part, input, generated)) })),
    ...generated.filter(({ id }) => alwaysPrinted.some((one) => one === id) && !placed.has(id)),
  ];
}

export function templateTitle(template: OwnTemplate, input: ReportInput): string {
  return flat(words(template.title, input));
}

function blocksOf(part: TemplatePart, input: ReportInput, generated: readonly Section[]): readonly Block[] {
  switch (part.kind) {
    case 'heading':
      return [{ kind: 'heading', text: flat(words(part.text, input)) }];
    case 'paragraph':
    case 'note':
      return [{ kind: part.kind, words: words(part.text, input) }];
    case 'list':
      return [{ kind: 'list', items: part.items.map((item) => words(item, input)) }];
    case 'table':
      return [{ kind: 'table', caption: '', leftOut: 0, columns: part.head.map((title) => ({ title: flat(words(title, input)), align: 'start' })), rows: part.rows.map((row) => part.head.map((_title, index) => words(row[index] ?? '', input))) }];
    case 'block':
      return fieldBlocks(part.field, input, generated);
  }
}

function words(text: string, input: ReportInput): Words {
  const out: Words[] = [];
  let from = 0;
  for (const match of text.matchAll(inlineMark)) {
    const [whole, field, bold, code] = match;
    out.push(plain(text.slice(from, match.index)), field !== undefined ? fieldWords(field, input) : bold !== undefined ? say`${strong(flat(words(bold, input)))}` : say`${mono(code ?? '')}`);
    from = match.index + whole.length;
  }
  return say`${[...out, plain(text.slice(from))].flat()}`;
}

function flat(of: Words): string {
  return of.map((inline) => (inline.kind === 'cite' ? `[E-${inline.n}]` : inline.text)).join('');
}
