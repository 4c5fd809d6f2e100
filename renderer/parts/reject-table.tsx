import { useCallback, useState } from 'react';
import type { RejectRow } from '#shared/model/source.ts';
import { call } from '../bridge.ts';
import { useCase } from '../state/case-state.ts';
import { usePages } from '../state/use-pages.ts';
import { Button } from './button.tsx';
import { countText } from './count-text.ts';
import { EmptyState } from './empty-state.tsx';
import { ProblemNote } from './problem-note.tsx';
import styles from './reject-table.module.css';
import { visibleString } from './visible-characters.ts';
import { type Column, VirtualTable } from './virtual-table.tsx';
import { VisibleText } from './visible-text.tsx';

/** Records whose reading failed: of one source, or of all (`null`). */
export function RejectTable({ sourceKey, total }: { readonly sourceKey: number | null; readonly total: number }) {
  const revision = useCase((state) => state.revision);
  const fetchPage = useCallback((after: string | null) => call('rejects.page', { sourceKey, after, limit: 200 }), [sourceKey]);
  const [selected, setSelected] = useState<string | null>(null);
  const pages = usePages<RejectRow>(`rejects ${sourceKey} ${revision}`, fetchPage);
  const shown = pages.rows.find((row) => keyOf(row) === selected);
  return (
    <div className={styles.rejects}>
      <VirtualTable
        label="Rejected records"
        columns={sourceKey === null ? [sourceColumn, ...columns] : columns}
        rows={pages.rows}
        rowKey={keyOf}
        total={total}
        selected={selected}
        onSelect={(row) => setSelected(keyOf(row))}
        onNearEnd={pages.loadMore}
        empty={pages.loading || pages.withheld || pages.problem !== null ? undefined : <EmptyState title="No record was rejected" next="Everything that was read could be understood." />}
        foot={
          pages.problem !== null ? (
            <ProblemNote problem={pages.problem}>
              <Button small onClick={pages.reload}>
                Try again
              </Button>
            </ProblemNote>
          ) : undefined
        }
      />
      {shown !== undefined && (
        <section aria-label="Rejected record" className={styles.detail}>
          <p>
            <VisibleText text={shown.reason} />
          </p>
          <pre className={styles.whole}>
            <VisibleText text={shown.excerpt} lines />
          </pre>
        </section>
      )}
    </div>
  );
}

const keyOf = ({ sourceKey, offset, ordinal }: RejectRow) => `${sourceKey} ${ordinal} ${offset}`;

const sourceColumn: Column<RejectRow> = {
  id: 'source',
  title: 'Source',
  width: 180,
  cell: ({ source }) => (
    <span title={visibleString(source)}>
      <VisibleText text={source} />
    </span>
  ),
};

const columns: readonly Column<RejectRow>[] = [
  { id: 'ordinal', title: 'Record', width: 88, align: 'end', cell: ({ ordinal }) => <span className="mono">{countText(ordinal)}</span> },
  { id: 'offset', title: 'Byte offset', width: 104, align: 'end', cell: ({ offset }) => <span className="mono">{countText(offset)}</span> },
  { id: 'length', title: 'Bytes', width: 72, align: 'end', cell: ({ length }) => <span className="mono">{countText(length)}</span> },
  { id: 'rule', title: 'Rule', width: 136, cell: ({ rule }) => <span className="mono">{rule}</span> },
  {
    id: 'reason',
    title: 'Why',
    width: 240,
    grow: 2,
    cell: ({ reason }) => (
      <span title={visibleString(reason)}>
        <VisibleText text={reason} />
      </span>
    ),
  },
  {
    id: 'excerpt',
    title: 'How it begins',
    width: 200,
    grow: 1,
    cell: ({ excerpt }) => (
      <span className={`mono ${styles.excerpt}`} title={visibleString(excerpt)}>
        <VisibleText text={excerpt} />
      </span>
    ),
  },
];
