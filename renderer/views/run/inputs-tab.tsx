import { useMemo } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { searchedValue } from '#shared/search/value-term.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FilterHover } from '../../parts/filter-hover.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import type { SearchTerm } from '../../parts/search-terms.ts';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { type Selection, selectionOf } from './byte-span.ts';
import { alternativeRows, type InputRow, inputRows } from './input-rows.ts';
import styles from './inputs-tab.module.css';
import { SourceOffset, ValueView } from './value-view.tsx';

const columns: readonly Column<InputRow>[] = [
  { id: 'name', title: 'Input', width: 160, grow: 1, cell: (row) => <span className="mono"><VisibleText text={row.name} /></span> },
  { id: 'value', title: 'Value at the time', width: 160, grow: 1.4, cell: (row) => (row.shown === null ? <span className={styles.absent}>named, value not recorded</span> : <FilterHover term={inputTerm(row)}><ValueView shown={row.shown} /></FilterHover>) },
  { id: 'known', title: 'How it is known', width: 110, cell: (row) => <ProvenanceMark provenance={row.shown === null ? 'absent' : row.from.provenance} rule={row.from.rule} /> },
  { id: 'source', title: 'Source:offset', width: 120, grow: 0.6, cell: (row) => <SourceOffset source={row.from.source} offset={row.from.offset} /> },
];

const byGroup = { of: (row: InputRow) => row.group, head: (title: string) => title };

interface Props {
  readonly lineage: Lineage;
  readonly selected: string | null;
  readonly onSelect: (key: string, selection: Selection) => void;
}

export function InputsTab({ lineage, selected, onSelect }: Props) {
  const rows = useMemo(() => inputRows(lineage), [lineage]);
  return (
    <VirtualTable
      label="What the model was given"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      total={rows.length}
      selected={selected}
      onSelect={(row) => onSelect(row.key, selectionOf(row.valueName, row.from))}
      group={byGroup}
      className={styles.table}
      empty={<EmptyState title="No input of the model is recorded" next="What it was given to decide on, no imported source says." />}
    />
  );
}

export function AlternativesTab({ lineage, onSelect }: Omit<Props, 'selected'>) {
  const { recorded, rows } = useMemo(() => alternativeRows(lineage), [lineage]);
  if (!recorded) return <EmptyState title="Alternatives are not recorded" next="Whether anything else was weighed, no imported source says." />;
  if (rows.length === 0) return <EmptyState title="Recorded: no alternative was considered" />;
  return (
    <PlainTable
      label="Alternatives considered"
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { id: 'text', title: 'Alternative', width: '36%', cell: (row) => <span className="mono"><VisibleText text={row.text} /></span> },
        {
          id: 'details',
          title: 'As recorded',
          cell: (row) => (
            <span className={styles.details}>
              {row.details.map(([name, value]) => (
                <span key={name}>
                  <span className={styles.name}>
                    <VisibleText text={name} />
                  </span>{' '}
                  <VisibleText text={value} className="mono" />
                </span>
              ))}
            </span>
          ),
        },
        {
          id: 'source',
          title: 'Source:offset',
          width: '26%',
          cell: (row) => (
            <button type="button" className={styles.link} onClick={() => onSelect(row.key, selectionOf('alternatives', row.from))}>
              <SourceOffset source={row.from.source} offset={row.from.offset} />
            </button>
          ),
        },
      ]}
    />
  );
}

/** By its words: the search has no field for what a model was given. */
function inputTerm({ shown }: InputRow): SearchTerm | null {
  return shown === null || (shown.form !== 'text' && shown.form !== 'number') ? null : searchedValue('source-data', false, '', shown.text);
}

function keyOf(row: InputRow): string {
  return row.key;
}
