import { exportFormatTitles, type ExportFormat, type ExportTable } from '#shared/export/export-table.ts';
import { tableText } from '#shared/export/table-writer.ts';
import { spelledOut } from '#shared/hidden-characters.ts';

/** Something a person may want to take along, in every form it has. */
export interface Copyable {
  /** Its rows: of one thing there is one. */
  readonly table: ExportTable;
  /** The value by itself; none where there is not one value. */
  readonly text?: string | null;
  /** As the search box takes it. */
  readonly term?: string | null;
  /** Which bytes say so, see shared/export/citation.ts. */
  readonly citation?: string | null;
}

export interface CopyItem {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const tableFormats: readonly ExportFormat[] = ['text', 'tsv', 'csv', 'json', 'markdown'];

/** Hidden characters are spelled out in every form but JSON, which escapes them. */
export function copyItems({ table, text = null, term = null, citation = null }: Copyable): readonly CopyItem[] {
  const formats = text === null ? tableFormats : tableFormats.filter((format) => format !== 'text');
  return [
    ...(text === null ? [] : [{ id: 'value', title: 'Value', text: spelledOut(text) }]),
    ...formats.map((format) => ({ id: format, title: format === 'tsv' ? (table.rows.length === 1 ? 'TSV row' : 'TSV rows') : exportFormatTitles[format], text: tableText(format, table) })),
    ...(term === null ? [] : [{ id: 'term', title: `Search ${term.length > 40 ? `${term.slice(0, 39)}…` : term}`, text: term }]),
    ...(citation === null ? [] : [{ id: 'citation', title: 'Citation', text: citation }]),
  ];
}
