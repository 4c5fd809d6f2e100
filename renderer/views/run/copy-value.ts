import { citation } from '#shared/export/citation.ts';
import { type ExportCell, exportNumber, type ExportTable } from '#shared/export/export-table.ts';
import { runExportColumns, runTable } from '#shared/export/run-table.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import type { Copyable } from '../../parts/copy-items.ts';
import { termText } from '../../parts/search-terms.ts';
import { recordOf, type Selection } from './byte-span.ts';
import { termOfRow, type ValueRow, valueRows } from './value-rows.ts';

/** The run as its row in the list, cited by its first record. */
export function copyableRun(lineage: Lineage): Copyable {
  const { columns, cells } = runTable(runExportColumns);
  const [record] = lineage.records;
  return {
    table: { title: `Run ${lineage.run.externalId}`, columns, absent: 'not recorded', notes: [], rows: [cells(lineage.run)] },
    term: termText({ field: 'id', value: lineage.run.externalId }),
    citation: record === undefined ? null : citation({ run: lineage.run.id, source: record.source, offset: record.offset, length: record.length, sha256: record.sha256 }),
  };
}

const valueColumns = [
  { id: 'stage', title: 'Stage' },
  { id: 'name', title: 'Value' },
  { id: 'value', title: 'As recorded' },
  { id: 'known', title: 'How it is known' },
  { id: 'rule', title: 'Inferred by' },
  { id: 'source', title: 'Source' },
  { id: 'offset', title: 'Byte offset' },
  { id: 'length', title: 'Length' },
  { id: 'sha256', title: 'SHA-256 of the record' },
] as const;

/** Every value of the run with the bytes that say so; stages no record speaks of are said to be absent. */
export function copyableLineage(lineage: Lineage): Copyable {
  const absent = lineage.stages.filter(({ present }) => !present).map(({ id }): readonly ExportCell[] => [id, null, null, 'absent', null, null, null, null, null]);
  return { table: valueTable(`Lineage of run ${lineage.run.externalId}`, [...valueRows(lineage).map((row) => cellsOf(lineage, row)), ...absent]) };
}

/** What is selected, by itself; null where it is no value of the run. */
export function copyableValue(lineage: Lineage, key: string | null, selection: Selection): Copyable | null {
  const row = valueRows(lineage).find((one) => one.key === key) ?? valueRows(lineage).find(({ selection: own }) => JSON.stringify(own) === JSON.stringify(selection));
  if (row === undefined) return null;
  const span = row.selection.kind === 'span' ? row.selection.span : null;
  return {
    table: valueTable(`${row.stageTitle}: ${row.name}`, [cellsOf(lineage, row)]),
    text: row.shown.form === 'empty' || row.shown.form === 'withheld' ? null : row.shown.text,
    term: termOf(row),
    citation: span === null ? null : citation({ run: lineage.run.id, source: span.source, offset: span.offset, length: span.length, sha256: recordOf(lineage.records, span)?.sha256 ?? null }),
  };
}

function valueTable(title: string, rows: ExportTable['rows']): ExportTable {
  return { title, columns: valueColumns, absent: 'not recorded', notes: [], rows };
}

function cellsOf(lineage: Lineage, row: ValueRow): readonly ExportCell[] {
  const span = row.selection.kind === 'span' ? row.selection.span : null;
  const { text, form } = row.shown;
  const record = span === null ? null : recordOf(lineage.records, span);
  return [row.stageId, row.other ? `${row.name} (another record)` : row.name, form === 'number' ? { number: text } : form === 'empty' ? '' : text, row.provenance, row.rule, row.source, exportNumber(span?.offset ?? null), exportNumber(span?.length ?? null), record?.sha256 ?? null];
}

/** The search that finds the runs with this value. */
function termOf(row: ValueRow): string | null {
  const term = termOfRow(row);
  return term === null ? null : termText(term);
}
