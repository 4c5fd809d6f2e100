import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './plain-table.module.css';

export interface PlainColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly width?: string;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row, index: number) => ReactNode;
}

/** A real table for the few rows that need no virtual scrolling. */
export function PlainTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly className?: string;
}) {
  const { label, columns, rows, rowKey, className } = props;
  return (
    <table aria-label={label} className={classNames(styles.table, className)}>
      <colgroup>
        {columns.map(({ id, width }) => (
          <col key={id} style={width === undefined ? undefined : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ id, title, align }) => (
            <th key={id} scope="col" className={align === 'end' ? styles.end : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)}>
            {columns.map(({ id, align, cell }) => (
              <td key={id} className={align === 'end' ? styles.end : undefined}>
                {cell(row, index)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
