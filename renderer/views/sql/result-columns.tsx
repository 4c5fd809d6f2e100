import type { CellKind, SqlColumn } from '#shared/model/sql-console.ts';
import type { Column } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { SqlRows } from '../../state/sql-state.ts';
import { columnWidth } from './column-width.ts';
import styles from './sql-view.module.css';

export interface ResultRow {
  readonly index: number;
  readonly cells: readonly (string | null)[];
}

export function resultColumns({ columns, rows }: SqlRows): readonly Column<ResultRow>[] {
  return [
    { id: 'row', title: 'Row', width: 52, align: 'end', cell: ({ index }) => <span className={styles.number}>{index + 1}</span> },
    ...columns.map((column, place): Column<ResultRow> => ({
      id: String(place),
      title: titleOf(column),
      width: columnWidth(column, rows.slice(0, 200).map((row) => row[place] ?? null)),
      ...(place === columns.length - 1 && column.kind !== 'number' ? { grow: 1 } : {}),
      align: alignOf(column.kind),
      cell: ({ cells }) => <ResultCell value={cells[place] ?? null} />,
    })),
  ];
}

const alignOf = (kind: CellKind): 'start' | 'end' => (kind === 'number' ? 'end' : 'start');
const titleOf = ({ name }: SqlColumn): string => (name === '' ? '(no name)' : name);

function ResultCell({ value }: { readonly value: string | null }) {
  return value === null ? <span className={styles.null}>NULL</span> : <span className={styles.value}><VisibleText text={value} /></span>;
}
