import { Fragment, useState } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { type Selection, selectionOf } from './byte-span.ts';
import { changeTables, type ChangeRow, type ChangeTable, type Side } from './change-rows.ts';
import styles from './changes-tab.module.css';
import { stageTitles } from './stage-card.ts';
import { SourceOffset } from './value-view.tsx';

/** What the action changed, field by field. Never recorded and recorded as empty are two things. */
export function ChangesTab({ lineage, onSelect }: { readonly lineage: Lineage; readonly onSelect: (key: string, selection: Selection) => void }) {
  const tables = changeTables(lineage);
  if (tables.length === 0) return <EmptyState title="No change to a record is recorded for this run" next="Which fields were written, and what stood there before, no imported source says." />;
  return (
    <>
      {tables.map((table) => (
        <Changes key={table.stage.id} table={table} onSelect={() => onSelect(`${table.stage.id} changes 0`, selectionOf('changes', table.value))} />
      ))}
    </>
  );
}

function Changes({ table, onSelect }: { readonly table: ChangeTable; readonly onSelect: () => void }) {
  const [all, setAll] = useState(false);
  const unchanged = table.rows.filter(({ state }) => state === 'unchanged').length;
  const shown = all ? table.rows : table.rows.filter(({ state }) => state !== 'unchanged');
  const title = `${table.target ?? stageTitles[table.stage.kind]}, before and after`;
  return (
    <Fragment>
      <SectionHeader title={title} detail={`${table.rows.length - unchanged} changed or unknown${unchanged === 0 ? '' : ` · ${unchanged} unchanged${all ? '' : ' hidden'}`}`}>
        {unchanged > 0 && (
          <Button small look="quiet" onClick={() => setAll(!all)}>
            {all ? 'Hide unchanged' : 'Show unchanged'}
          </Button>
        )}
        <Button small look="link" onClick={onSelect}>
          <SourceOffset source={table.value.source} offset={table.value.offset} />
        </Button>
      </SectionHeader>
      <PlainTable
        label={title}
        rows={shown}
        rowKey={(row, index) => `${row.field} ${index}`}
        columns={[
          { id: 'field', title: 'Field', width: '28%', cell: (row: ChangeRow) => <span className="mono"><VisibleText text={row.field} /></span> },
          { id: 'before', title: 'Before', width: '34%', cell: (row) => <SideView side={row.before} sign="−" className={row.state === 'changed' ? styles.before : undefined} /> },
          { id: 'after', title: 'After', cell: (row) => <SideView side={row.after} sign="+" className={row.state === 'changed' ? styles.after : undefined} /> },
        ]}
      />
      {table.odd.length > 0 && (
        <p className={styles.odd}>
          Recorded as change, but not as a field with before and after: <VisibleText text={table.odd.join(' · ')} />
        </p>
      )}
    </Fragment>
  );
}

function SideView({ side, sign, className }: { readonly side: Side; readonly sign: string; readonly className: string | undefined }) {
  if (side.kind === 'not recorded') return <span className={styles.notRecorded}>not recorded</span>;
  const text = side.kind === 'empty' ? 'recorded as empty' : side.text;
  return (
    <span className={className === undefined ? styles.plain : `${styles.plain} ${className}`} title={side.kind === 'value' ? side.text : undefined}>
      {className !== undefined && `${sign} `}
      <VisibleText text={text} />
    </span>
  );
}
