import type { Lineage, RecordRef, UnmappedValue } from '#shared/model/lineage.ts';
import { Count } from '../../parts/count.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { VerdictMark } from '../../parts/marks.tsx';
import { recordWords } from '../../parts/record-words.ts';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { recordKey, type Selection } from './byte-span.ts';
import { wholeRecord } from './payload-tab.tsx';
import styles from './records-tab.module.css';
import { shownJson } from './value-text.ts';
import { SourceOffset, ValueView } from './value-view.tsx';

interface Props {
  readonly lineage: Lineage;
  readonly selected: string | null;
  readonly onSelect: (key: string, selection: Selection) => void;
  readonly onOpen: (key: string, selection: Selection) => void;
}

const recordColumns: readonly Column<RecordRef>[] = [
  { id: 'event', title: 'Event', width: 140, grow: 1, cell: (record) => <span className="mono"><VisibleText text={record.event} /></span> },
  { id: 'source', title: 'Source', width: 120, grow: 1, cell: (record) => <VisibleText text={record.source} className={styles.quiet} /> },
  { id: 'ordinal', title: 'Record', width: 76, align: 'end', cell: (record) => <Count of={record.ordinal} className="mono" /> },
  { id: 'integrity', title: 'Integrity', width: 172, cell: (record) => <RecordVerdict record={record} /> },
  { id: 'offset', title: 'Byte offset', width: 100, align: 'end', cell: (record) => <Count of={record.offset} className="mono" /> },
  { id: 'length', title: 'Length', width: 72, align: 'end', cell: (record) => <Count of={record.length} className="mono" /> },
  { id: 'sha256', title: 'SHA-256', width: 116, cell: (record) => <Hash value={record.sha256} name="SHA-256 of the record" /> },
  { id: 'at', title: 'Time', width: 190, cell: (record) => <Instant at={record.at} show="both" absent="no time recorded" /> },
  { id: 'duplicate', title: 'Repeated', width: 96, cell: (record) => (record.duplicate ? <span title="A record with the same bytes was imported before this one">same bytes as an earlier one</span> : '') },
];

/** What the latest check of its source showed of this record. */
function RecordVerdict({ record }: { readonly record: RecordRef }) {
  const checked = useCase((state) => state.checked.find(({ sourceKey }) => sourceKey === record.sourceKey));
  const { mark, words } = recordWords(checked, record);
  return <VerdictMark verdict={mark}>{words}</VerdictMark>;
}

export function RecordsTab({ lineage, selected, onSelect, onOpen }: Props) {
  return (
    <VirtualTable
      label="Records behind this run"
      columns={recordColumns}
      rows={lineage.records}
      rowKey={keyOfRecord}
      total={lineage.records.length}
      selected={selected}
      onSelect={(record) => onSelect(keyOfRecord(record), wholeRecord(record))}
      onOpen={(record) => onOpen(keyOfRecord(record), wholeRecord(record))}
      className={styles.table}
      empty={<EmptyState title="No record is listed for this run" />}
    />
  );
}

const unmappedColumns: readonly Column<UnmappedValue>[] = [
  { id: 'pointer', title: 'Member of the record', width: 180, grow: 1, cell: (row) => <span className="mono"><VisibleText text={row.pointer === '' ? 'the whole record' : row.pointer} /></span> },
  { id: 'value', title: 'As recorded', width: 200, grow: 1.6, cell: (row) => <ValueView shown={shownJson(row.value)} /> },
  { id: 'source', title: 'Source:offset', width: 140, grow: 0.6, cell: (row) => <SourceOffset source={row.source} offset={row.offset} /> },
];

export function UnmappedTab({ lineage, selected, onSelect, onOpen }: Props) {
  return (
    <VirtualTable
      label="Members no rule of the importer reads"
      columns={unmappedColumns}
      rows={lineage.unmapped}
      rowKey={keyOfUnmapped}
      total={lineage.unmapped.length}
      selected={selected}
      onSelect={(row) => onSelect(keyOfUnmapped(row), spanOf(row))}
      onOpen={(row) => onOpen(keyOfUnmapped(row), spanOf(row))}
      className={styles.table}
      empty={<EmptyState title="Every member of these records was read" />}
    />
  );
}

function spanOf({ pointer, sourceKey, source, offset, length }: UnmappedValue): Selection {
  return { kind: 'span', span: { name: pointer, sourceKey, source, offset, length } };
}

function keyOfRecord(record: RecordRef): string {
  return `record ${recordKey(record)}`;
}

function keyOfUnmapped(row: UnmappedValue): string {
  return `unmapped ${row.sourceKey}:${row.offset}:${row.pointer}`;
}
