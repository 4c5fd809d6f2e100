import type { BuiltReport } from '#shared/model/report.ts';
import { sectionNumber } from '#shared/model/section-title.ts';
import { formulaGuarded } from './formula-guard.ts';
import { textOf, type Block, type ReportDocument, type Words } from './document.ts';
import { escapeText } from './html.ts';

/** One file of the package (ECMA-376, part 1 and 2). */
export interface XlsxPart {
  readonly path: string;
  readonly text: string;
}

interface Column {
  readonly title: string;
  /** What its cells are, declared in the first sheet. A cell of a number column that is no number is text. */
  readonly type: 'text' | 'number';
}

interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The fields, the figures and every table of a report as a workbook; the first sheet says what each column is. Written here, as the Word file is: a
 * library stamps times and names of its own into it. No formula, link, macro or name leads out of it, and text that would begin a formula is guarded.
 */
export function reportXlsx(report: Pick<BuiltReport, 'sheets' | 'snapshot' | 'document' | 'phase'>): readonly XlsxPart[] {
  const sheets = named([...fieldSheet(report), ...figureSheet(report), ...report.document.sections.flatMap(({ id, title, blocks }) => blocks.flatMap((block) => tableSheet(block, `${sectionNumber(id)} ${title}`))), ...evidenceSheet(report.document)]);
  const all = [aboutSheet(report, sheets), ...sheets];
  return [
    { path: '[Content_Types].xml', text: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${all.map((_sheet, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`).join('')}</Types>` },
    { path: '_rels/.rels', text: `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>` },
    { path: 'xl/workbook.xml', text: `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${all.map(({ name }, index) => `<sheet name="${escapeText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>` },
    { path: 'xl/_rels/workbook.xml.rels', text: `${head}<Relationships xmlns="${relations}">${all.map((_sheet, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${all.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>` },
    { path: 'xl/styles.xml', text: styles },
    ...all.map((sheet, index) => ({ path: `xl/worksheets/sheet${index + 1}.xml`, text: sheetXml(sheet) })),
  ];
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Cell formats: 0 as it is, 1 heads, 2 text that wraps. */
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const text = (title: string): Column => ({ title, type: 'text' });
const number = (title: string): Column => ({ title, type: 'number' });

function aboutSheet({ document, phase }: Pick<BuiltReport, 'document' | 'phase'>, sheets: readonly Sheet[]): Sheet {
  return {
    name: 'About', columns: [text('Sheet'), text('Column'), text('Type')],
    rows: [
      [document.title, document.subtitle, document.mark === '' ? 'signed' : document.mark],
      ['phase', phase, ''],
      ['note', 'Text that would begin a formula has a leading apostrophe. Numbers are written as numbers where a column is declared so; figures carry their bounds and basis.', ''],
      ...sheets.flatMap(({ name, columns }) => columns.map(({ title, type }) => [name, title, type])),
    ],
  };
}

function fieldSheet({ sheets }: Pick<BuiltReport, 'sheets'>): readonly Sheet[] {
  if (sheets.length === 0) return [];
  return [{ name: 'Fields', columns: ['Form', 'Field', 'Name', 'Value', 'State', 'Because', 'Mandatory', 'Fill', 'Asked by'].map(text), rows: sheets.flatMap(({ sheet, fields }) => fields.map(({ id, name, value, status, because, mandatory, fill, asked }) => [sheet, id, name, value ?? '', status, textOf(because), mandatory, fill, asked])) }];
}

function figureSheet({ snapshot: { figures } }: Pick<BuiltReport, 'snapshot'>): readonly Sheet[] {
  return [{
    name: 'Figures', columns: [text('Query'), text('Id'), text('Figure'), number('Value'), number('Upper'), text('Unit'), text('Basis'), number('Of'), text('Of what'), text('Because'), text('Parameters'), text('Data hash')],
    rows: figures.map(({ query, id, title, value, upper, unit, basis, denominator, why, parameters, data }) => [query, id, title, value ?? '', upper ?? '', unit, basis, denominator?.value ?? '', denominator?.of ?? '', why.join('; '), JSON.stringify(parameters), data.hash]),
  }];
}

function tableSheet(block: Block, section: string): readonly Sheet[] {
  if (block.kind !== 'table') return [];
  const { caption, columns, rows, leftOut } = block;
  return [{ name: `${section} ${caption}`, columns: columns.map(({ title, align }) => ({ title, type: align === 'end' ? 'number' : 'text' })), rows: [...rows.map((row) => row.map(wordsText)), ...(leftOut === 0 ? [] : [[`${leftOut} more rows are left out here`]])] }];
}

function wordsText(words: Words): string {
  return textOf(words);
}

function evidenceSheet({ evidence }: Pick<ReportDocument, 'evidence'>): readonly Sheet[] {
  if (evidence.length === 0) return [];
  return [{ name: 'Cited records', columns: [text('Cited'), text('Source'), number('Byte'), number('Length'), text('SHA-256'), text('Cited for')], rows: evidence.map(({ n, source, offset, length, sha256, about }) => [`E-${n}`, source, String(offset), String(length), sha256, about]) }];
}

/** ECMA-376: at most 31 characters, none of `[]:*?/\`, unlike each other whatever the case. */
function named(sheets: readonly Sheet[]): readonly Sheet[] {
  const taken = new Set(['about']);
  return sheets.map((sheet) => {
    const plain = sheet.name.replaceAll(/[[\]:*?/\\']/gu, ' ').replaceAll(/\s+/gu, ' ').trim();
    let name = plain.slice(0, 31).trim();
    for (let again = 2; taken.has(name.toLowerCase()); again += 1) name = `${plain.slice(0, 30 - String(again).length).trim()} ${again}`;
    taken.add(name.toLowerCase());
    return { ...sheet, name };
  });
}

function sheetXml({ columns, rows }: Sheet): string {
  const widths = columns.map(({ title }, index) => Math.min(60, Math.max(8, title.length + 2, ...rows.map((row) => Math.min(60, (row[index] ?? '').length + 1)))));
  const last = `${columnName(Math.max(0, columns.length - 1))}${rows.length + 1}`;
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>${rowXml(1, columns.map(({ title }) => cellXml(title, 'text', 1)))}${rows.map((row, index) => rowXml(index + 2, row.map((cell, at) => cellXml(cell, columns[at]?.type ?? 'text', 2)))).join('')}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
}

function rowXml(at: number, cells: readonly ((place: string) => string)[]): string {
  return `<row r="${at}">${cells.map((cell, index) => cell(`${columnName(index)}${at}`)).join('')}</row>`;
}

function cellXml(value: string, type: Column['type'], style: number): (place: string) => string {
  const digits = value.replaceAll(/[\u202f\u00a0]/gu, '');
  // More digits than a double holds would be another number.
  if (type === 'number' && /^-?\d+(?:\.\d+)?$/u.test(digits) && digits.replaceAll(/\D/gu, '').length <= 15) return (place) => `<c r="${place}"><v>${digits}</v></c>`;
  if (value === '') return () => '';
  const lines = formulaGuarded(value).split(/\r\n|[\n\r]/u).map(escapeText).join('\n');
  return (place) => `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${lines}</t></is></c>`;
}

function columnName(index: number): string {
  return index < 26 ? String.fromCodePoint(65 + index) : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`;
}
