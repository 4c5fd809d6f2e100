import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { MappingPreviewRow, PreviewItem } from '#shared/ipc/answers.ts';
import type { ColumnMapping } from '#shared/model/source.ts';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './mapping-sample.module.css';

const rowsAsked = 20;

/** The first rows through the mapping, by the very code that will import them. */
export function MappingSample({ item, mapping, zone }: { readonly item: PreviewItem; readonly mapping: ColumnMapping; readonly zone: string }) {
  const anything = mapping.columns.some(({ target }) => target !== null);
  const request = { pathId: item.pathId, member: item.member, mapping: { ...mapping, zone: zone === '' ? mapping.zone : zone, columns: mapping.columns.map((column) => ({ ...column })) }, rows: rowsAsked };
  const { value, problem, pending } = useAnswer('import.mappingPreview', anything ? request : null);
  const columns = useMemo(() => sampleColumns(mapping), [mapping]);
  if (!anything) return null;
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (value === null) return <p className={styles.detail}>Reading the first rows…</p>;
  return (
    <div className={styles.sample} aria-busy={pending}>
      <p className={styles.detail} role="status">
        As it would be imported: {countText(value.read)} rows read,{' '}
        {value.unusable === 0 ? 'all usable' : <span className={styles.unusable}>{countText(value.unusable)} of them unusable</span>}
      </p>
      <VirtualTable label="First rows through this mapping" className={styles.table} columns={columns} rows={value.rows} rowKey={({ ordinal }) => String(ordinal)} total={value.rows.length} />
    </div>
  );
}

function sampleColumns(mapping: ColumnMapping): readonly Column<MappingPreviewRow>[] {
  const targets = [...new Set(mapping.columns.flatMap(({ target }) => (target === null ? [] : [target])))];
  return [
    {
      id: 'ordinal',
      title: 'Row',
      width: 64,
      cell: ({ ordinal, problem }) => (
        <span className="mono">
          {countText(ordinal)} {problem !== null && <Icon of={TriangleAlert} size="xs" className={styles.unusable} />}
        </span>
      ),
    },
    ...targets.map((target): Column<MappingPreviewRow> => ({
      id: target,
      title: target,
      width: 128,
      cell: ({ values }) => {
        const value = values[target];
        return value === undefined ? <span className={styles.absent}>absent</span> : <span className="mono" title={visibleString(value)}><VisibleText text={value} /></span>;
      },
    })),
    { id: 'problem', title: 'Problem', width: 200, grow: 1, cell: ({ problem }) => (problem === null ? null : <span className={styles.unusable}><VisibleText text={problem} /></span>) },
  ];
}
