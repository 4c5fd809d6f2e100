import { sectionTitle } from '#shared/model/section-title.ts';
import { showUnseen } from './html.ts';
import type { Block, FieldRow, FigureRow, ReportDocument, Words } from './document.ts';
import { figureSource, leftOutWords } from './to-html.ts';

/** GitHub-flavoured Markdown. Text of the evidence is escaped: it makes no heading, link, image or HTML. Pictures are told by their lists. */
export function documentMarkdown(document: ReportDocument): string {
  const { title, subtitle, mark, cover, sections } = document;
  const parts = [
    `# ${text(title)}`,
    mark === '' ? '' : `**${text(mark)}**`,
    text(subtitle),
    cover.map(({ label, words }) => `- **${text(label)}:** ${inline(words)}`).join('\n'),
    ...sections.flatMap((section) => [`## ${text(sectionTitle(section).replace('  ', ' '))}`, ...section.blocks.map((block) => blockText(block, document))]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockText(block: Block, document: ReportDocument): string {
  switch (block.kind) {
    case 'heading':
      return `### ${text(block.text)}`;
    case 'paragraph':
    case 'aside':
      return inline(block.words);
    case 'note':
      return `> ${inline(block.words)}`;
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'pairs':
      return block.rows.map(({ label, words }) => `- **${text(label)}:** ${inline(words)}`).join('\n');
    case 'table':
      return [block.caption === '' ? '' : `*${text(block.caption)}*`, table(block.columns.map(({ title, align }) => [title, align]), block.rows.map((row) => row.map(inline))), block.leftOut === 0 ? '' : text(leftOutWords(block.rows.length, block.leftOut))].filter((part) => part !== '').join('\n\n');
    case 'figures':
      return `*${text(block.caption)}*\n\n${table([['Figure', 'start'], ['Value', 'end'], ['Basis', 'start'], ['Query', 'start'], ['Because', 'start']], block.rows.map(figureCells))}`;
    case 'fields':
      return `*${text(block.title)}*\n\n${table([['Field', 'start'], ['Name', 'start'], ['Value', 'start'], ['State', 'start'], ['Because', 'start']], block.rows.map(fieldCells))}`;
    case 'picture':
      return [`*${text(block.title)}*`, block.list.map((item) => `- ${inline(item)}`).join('\n')].join('\n\n');
    case 'quote':
      return `${block.text.split(/\r\n|[\n\r]/u).map((line) => `> ${text(line)}`).join('\n')}\n>\n> ${inline(block.from)}`;
    case 'nothing':
      return `**${block.what}**: ${text(block.why)}`;
    case 'evidence':
      return document.evidence.length === 0 ? '**nothing recorded**: no record is cited.' : table([['Cited', 'start'], ['Source', 'start'], ['Byte', 'end'], ['Length', 'end'], ['SHA-256 of the record', 'start'], ['Cited for', 'start']], document.evidence.map(({ n, source, offset, length, sha256, about }) => [text(`[E-${n}]`), text(source), String(offset), String(length), code(sha256), text(about)]));
  }
}

function figureCells(row: FigureRow): readonly string[] {
  return [text(row.label), text(row.value), row.basis, code(figureSource(row)), inline(row.because)];
}

function fieldCells(row: FieldRow): readonly string[] {
  return [code(row.id), text(row.name), text(row.value ?? '–'), row.status, inline(row.because)];
}

function table(columns: readonly (readonly [title: string, align: 'start' | 'end'])[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll(/\s*\n\s*/gu, ' ')).join(' | ')} |`;
  return [line(columns.map(([title]) => text(title))), line(columns.map(([, align]) => (align === 'end' ? '--:' : '---'))), ...rows.map(line)].join('\n');
}

function inline(words: Words): string {
  return words
    .map((one) => {
      if (one.kind === 'cite') return text(`[E-${one.n}]`);
      if (one.kind === 'mono') return code(one.text);
      return one.kind === 'strong' ? `**${text(one.text)}**` : text(one.text);
    })
    .join('');
}

/** CommonMark 0.31 section 2.4: any ASCII punctuation may be escaped. Those are that could begin markup, a link or a table cell; line ends become spaces. */
export function text(recorded: string): string {
  return showUnseen(recorded.replaceAll(/\s*[\r\n]\s*/gu, ' '))
    .replaceAll(/[\\`*_[\]<>|&~$#!]/gu, '\\$&')
    .replaceAll(/(https?|ftp|mailto):/giu, '$1\\:')
    .replaceAll(/\bwww\./giu, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/^(\s*)([-+=]|\d+[.)])/u, (_all, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** A code span shows its text as it is; a fence longer than any run of backticks inside, and no pipe that would end a cell. */
function code(recorded: string): string {
  const shown = showUnseen(recorded.replaceAll(/\s*[\r\n]\s*/gu, ' '));
  if (shown === '') return '';
  if (shown.includes('|') || /^\s|\s$/u.test(shown)) return text(shown);
  const longest = Math.max(0, ...(shown.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}
