import type { SqlAnswer } from '../model/sql-console.ts';
import { type ExportTable, exportNumber } from './export-table.ts';

/** A result of the SQL console as a table. Two columns of one name are told apart, or JSON would keep only one. */
export function sqlTable({ columns, rows, more }: Extract<SqlAnswer, { readonly kind: 'rows' }>, sql: string): ExportTable {
  const seen = new Map<string, number>();
  const named = columns.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const id = times === 1 ? name : `${name} (${times})`;
    return { id, title: id };
  });
  return {
    title: 'Result of a query',
    columns: named,
    absent: 'NULL',
    notes: [`${more ? `The first ${rows.length} rows, there are more` : `All ${rows.length} rows`} of: ${sql}`],
    rows: rows.map((row) => row.map((cell, index) => (cell !== null && columns[index]?.kind === 'number' ? exportNumber(cell) : cell))),
  };
}
