import { type KeyboardEvent, useMemo } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FilterHover, filterByTerm } from '../../parts/filter-hover.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import type { Selection } from './byte-span.ts';
import styles from './values-tab.module.css';
import { termOfRow, type ValueRow, valueRows } from './value-rows.ts';
import { nameInWords } from './value-text.ts';
import { SourceOffset, ValueView } from './value-view.tsx';

const columns: readonly Column<ValueRow>[] = [
  {
    id: 'name',
    title: 'Value',
    width: 150,
    cell: (row) => (
      <span className={row.other ? styles.other : undefined} title={row.name}>
        {row.other ? 'another record says' : <VisibleText text={nameInWords(row.name)} />}
        {row.readings > 0 && <span className={styles.readings}>{row.readings} values</span>}
      </span>
    ),
  },
  { id: 'value', title: 'As recorded', width: 160, grow: 2, cell: (row) => <FilterHover term={termOfRow(row)}><ValueView shown={row.shown} corrected={row.corrected} /></FilterHover> },
  {
    id: 'provenance',
    title: 'How it is known',
    width: 110,
    grow: 1,
    cell: (row) => (
      <span className={styles.known}>
        <ProvenanceMark provenance={row.provenance} rule={row.rule} />
        {row.rule !== null && (
          <span className={styles.rule} title={row.rule}>
            <VisibleText text={row.rule} />
          </span>
        )}
      </span>
    ),
  },
  { id: 'source', title: 'Source:offset', width: 120, grow: 0.8, cell: (row) => <SourceOffset source={row.source} offset={row.offset} /> },
];

const byStage = { of: (row: ValueRow) => row.stageTitle, head: (title: string) => <VisibleText text={title} /> };

export interface ValuesTabProps {
  readonly lineage: Lineage;
  readonly selected: string | null;
  readonly onSelect: (key: string, selection: Selection) => void;
  readonly onOpen: (key: string, selection: Selection) => void;
}

export function ValuesTab({ lineage, selected, onSelect, onOpen }: ValuesTabProps) {
  const rows = useMemo(() => valueRows(lineage), [lineage]);
  return (
    <VirtualTable
      label="Values of the run by stage"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      total={rows.length}
      selected={selected}
      onSelect={(row) => onSelect(row.key, row.selection)}
      onOpen={(row) => onOpen(row.key, row.selection)}
      onKey={filterKey}
      group={byStage}
      empty={<EmptyState title="No record gives a value for this run" />}
      className={styles.table}
    />
  );
}

/** f keeps the runs with the value of the marked row, Shift+F leaves them out: as in the list of runs. */
function filterKey(event: KeyboardEvent, row: ValueRow | undefined): boolean {
  if (row === undefined || event.key.toLowerCase() !== 'f' || !useApp.getState().singleLetterKeys) return false;
  const term = termOfRow(row);
  if (term !== null) filterByTerm(term, event.shiftKey ? 'out' : 'in');
  return true;
}

function keyOf(row: ValueRow): string {
  return row.key;
}
