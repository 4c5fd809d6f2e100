import type { BuiltReport } from '#shared/model/report.ts';
import { textOf, type ReportDocument } from './document.ts';
import { formulaGuarded } from './formula-guard.ts';

/**
 * The fields and figures as RFC 4180 rows. Text that a spreadsheet would take for a formula gets an apostrophe in front (said in the first row); a number
 * that our own typing knows as one stays a number.
 */
export function reportCsv({ sheets, snapshot, document }: Pick<BuiltReport, 'sheets' | 'snapshot' | 'document'>): string {
  const rows = [
    ["kind", 'sheet or query', 'id', 'name', 'value', 'state or basis', 'because', 'mandatory', `note: text that would begin a formula has a leading apostrophe; ${document.title}${document.mark === '' ? '' : `, ${document.mark}`}`],
    ...sheets.flatMap(({ sheet, fields }) => fields.map(({ id, name, value, status, because, mandatory }) => ['field', sheet, id, name, value ?? '', status, textOf(because), mandatory, ''])),
    ...snapshot.figures.map(({ id, title, value, upper, unit, basis, why, query }) => ['figure', query, id, title, `${value ?? ''}${upper !== null && upper !== value ? ` to ${upper}` : ''}${value === null ? '' : ` ${unit}`}`, basis, why.join('; '), '', '']),
  ];
  return rows.map((row) => row.map(csvCell).join(',')).map((line) => `${line}\r\n`).join('');
}

export function csvCell(text: string): string {
  const guarded = formulaGuarded(text);
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Keyed by the regime's own field ids, with basis and state; the snapshot inside is what `report --check` works out again. */
export function reportJson({ template, phase, sheets, snapshot, contentSha256, signOff, reruns, wording, document }: BuiltReport, evidence: ReportDocument['evidence']): string {
  const fields = Object.fromEntries(sheets.map(({ sheet, version, status, fields: of }) => [sheet, { version, status, fields: Object.fromEntries(of.map(({ id, name, value, status: state, because, mandatory, fill }) => [id, { name, value, status: state, because: textOf(because), mandatory, fill }])) }]));
  return `${JSON.stringify({ format: 'proofline-report', v: 1, title: document.title, mark: document.mark, template: template.id, phase, contentSha256, signOff, fields, evidence, reruns, wording, snapshot }, null, 1)}\n`;
}
