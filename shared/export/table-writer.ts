import { hiddenCharacters, spelledOut } from '../hidden-characters.ts';
import type { ExportCell, ExportFormat, ExportHead, ExportTable } from './export-table.ts';

/** Writes a table piece by piece: `head`, then each `row`, then `foot`. Joined they are the file. */
export interface TableWriter {
  head(): string;
  row(cells: readonly ExportCell[]): string;
  foot(): string;
}

export function tableWriter(format: ExportFormat, head: ExportHead): TableWriter {
  return writers[format](head);
}

/** For tables that are in memory: what a person copies. */
export function tableText(format: ExportFormat, table: ExportTable): string {
  const writer = tableWriter(format, table);
  return [writer.head(), ...table.rows.map((row) => writer.row(row)), writer.foot()].join('');
}

/** Said in the file, which a reader may get without this program. */
export function guardNote(absent: string): string {
  return `Text that a spreadsheet would take for a formula begins with an added '. Hidden characters are spelled out as ⟨U+…⟩; a line end inside a cell is ⏎. A cell with nothing in it is: ${absent}; "" is recorded as empty. The JSON form has the texts unchanged.`;
}

const writers: Readonly<Record<ExportFormat, (head: ExportHead) => TableWriter>> = {
  csv: ({ columns, notes, absent }) => ({
    head: () => [...(notes.length === 0 ? [] : [...notes, guardNote(absent)]).map((note) => `${quoted(`# ${spelledOut(note)}`)}\r\n`), `${columns.map(({ id }) => csvCell(id)).join(',')}\r\n`].join(''),
    row: (cells) => `${cells.map(csvCell).join(',')}\r\n`,
    foot: () => '',
  }),
  tsv: ({ columns, notes, absent }) => ({
    head: () => [...(notes.length === 0 ? [] : [...notes, guardNote(absent)]).map((note) => `# ${spelledOut(note)}\n`), `${columns.map(({ id }) => tsvCell(id)).join('\t')}\n`].join(''),
    row: (cells) => `${cells.map(tsvCell).join('\t')}\n`,
    foot: () => '',
  }),
  json: ({ title, columns, notes }) => {
    let rows = 0;
    return {
      head: () => `{\n  "title": ${jsonText(title)},\n  "notes": [${notes.map(jsonText).join(', ')}],\n  "columns": [${columns.map((column) => `{"id": ${jsonText(column.id)}, "title": ${jsonText(column.title)}}`).join(', ')}],\n  "rows": [`,
      row: (cells) => {
        rows += 1;
        return `${rows === 1 ? '' : ','}\n    {${columns.map(({ id }, index) => `${jsonText(id)}: ${jsonCell(cells[index] ?? null)}`).join(', ')}}`;
      },
      foot: () => `${rows === 0 ? '' : '\n  '}],\n  "count": ${rows}\n}\n`,
    };
  },
  markdown: ({ columns, notes, absent }) => ({
    head: () => [...notes.map((note) => `${markdownText(note)}\n\n`), `| ${columns.map(({ title }) => markdownText(title)).join(' | ')} |\n`, `| ${columns.map(() => '---').join(' | ')} |\n`].join(''),
    row: (cells) => `| ${cells.map((cell) => (cell === null ? `*${absent}*` : markdownText(plain(cell)))).join(' | ')} |\n`,
    foot: () => '',
  }),
  text: ({ columns, notes, absent }) => {
    let rows = 0;
    return {
      head: () => notes.map((note) => `${spelledOut(note)}\n`).join(''),
      row: (cells) => {
        rows += 1;
        return `${rows === 1 && notes.length === 0 ? '' : '\n'}${columns.map(({ title }, index) => `${spelledOut(title)}: ${textCell(cells[index] ?? null, absent)}\n`).join('')}`;
      },
      foot: () => '',
    };
  },
};

function plain(cell: string | boolean | { readonly number: string }): string {
  return typeof cell === 'object' ? cell.number : String(cell);
}

function textCell(cell: ExportCell, absent: string): string {
  return cell === null ? absent : spelledOut(plain(cell));
}

/** `=`, `+`, `-`, `@` and their full-width kin, also behind blanks; and behind a semicolon, where that parts cells. */
const formulaStart = /^(?=\s*[=+\-@＝＋－＠])/u;
const formulaBehindSemicolon = /;(?=\s*[=+\-@＝＋－＠])/gu;

/** Text made harmless for a spreadsheet. */
export function guarded(text: string): string {
  return spelledOut(text).replace(formulaStart, "'").replaceAll(formulaBehindSemicolon, ";'");
}

function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(text);
}

/** RFC 4180 section 2. */
function csvCell(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object' && isNumber(cell.number)) return cell.number;
  const text = guarded(plain(cell));
  return text === '' || /[",;\s']/u.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Hidden characters, tab and line end among them, are spelled out: nothing is left to quote. */
function tsvCell(cell: ExportCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' && isNumber(cell.number) ? cell.number : guarded(plain(cell));
}

function jsonCell(cell: ExportCell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'object') return isNumber(cell.number) ? cell.number : jsonText(cell.number);
  return typeof cell === 'boolean' ? String(cell) : jsonText(cell);
}

/** JSON text with nothing hidden in it: what would not be seen is a `\u` escape, and reads back as it was. */
export function jsonText(text: string): string {
  return visibleJson(JSON.stringify(text));
}

/** The same for JSON that is written already: hidden characters can only stand inside its texts, or be its own line ends. */
export function visibleJson(json: string): string {
  return json.replaceAll(hiddenCharacters, (found) => (found === '\n' ? found : Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')));
}

/** Nothing in it is markup, a link or an image (CommonMark section 2.4; GFM extended autolinks). */
export function markdownText(text: string): string {
  return spelledOut(text)
    .replaceAll(/[\\`*_[\]<>|~&#]/gu, (mark) => `\\${mark}`)
    .replaceAll('://', '\\://')
    .replaceAll(/\bwww\./giu, (found) => `${found.slice(0, 3)}\\.`);
}
