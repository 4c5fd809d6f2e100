import { useDeferredValue, useMemo, useState } from 'react';
import type { PreviewItem } from '#shared/ipc/answers.ts';
import type { ColumnMapping, MappedColumn } from '#shared/model/source.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { Menu } from '../../parts/menu.tsx';
import { Select } from '../../parts/select.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { reportProblem } from '../../state/app-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { applyMapping } from './import-plan.ts';
import styles from './mapping-editor.module.css';
import { MappingSample } from './mapping-sample.tsx';
import { columnTypeOf, columnTypes, notMapped, targetGroups } from './mapping-targets.ts';

export interface MappingEditorProps {
  readonly item: PreviewItem;
  readonly mapping: ColumnMapping;
  readonly zone: string;
  readonly onChange: (mapping: ColumnMapping) => void;
}

/** Which column feeds which value, with the first rows as they would be imported. */
export function MappingEditor({ item, mapping, zone, onChange }: MappingEditorProps) {
  const [saves, setSaves] = useState(0);
  const saved = useAnswer('mappings.list', {}, saves);
  const settled = useDeferredValue(mapping);
  const mapped = mapping.columns.filter(({ target }) => target !== null).length;

  const columns = useMemo(() => {
    const change = (column: string, part: Partial<MappedColumn>) => onChange({ ...mapping, columns: mapping.columns.map((other) => (other.column === column ? { ...other, ...part } : other)) });
    return editorColumns(change);
  }, [mapping, onChange]);

  const save = async () => {
    const answer = await call('mappings.save', { mapping: { ...mapping, zone: zone === '' ? mapping.zone : zone, columns: mapping.columns.map((column) => ({ ...column })) } });
    if (answer.ok) setSaves((count) => count + 1);
    else reportProblem(answer.problem);
  };
  const remove = async (name: string) => {
    const answer = await call('mappings.remove', { name });
    if (answer.ok) setSaves((count) => count + 1);
    else reportProblem(answer.problem);
  };

  const list = saved.value ?? [];
  const isSaved = list.some(({ name }) => name === mapping.name);
  return (
    <section aria-labelledby="mapping-title" className={styles.editor}>
      <div className={styles.head}>
        <h4 id="mapping-title" className={styles.title}>
          Columns
        </h4>
        <span className={styles.detail}>
          {countText(mapped)} of {countText(mapping.columns.length)} mapped; the others are kept and searchable
        </span>
        {list.length > 0 && (
          <Menu
            label="Saved mappings"
            align="end"
            trigger={
              <Button small look="quiet">
                Saved mappings
              </Button>
            }
            items={[
              ...list.map((entry) => ({ id: `use ${entry.name}`, title: `Use ${entry.name}`, onChoose: () => onChange(applyMapping(entry, item.columns)) })),
              null,
              ...list.map((entry) => ({ id: `remove ${entry.name}`, title: `Remove ${entry.name}`, onChoose: () => void remove(entry.name) })),
            ]}
          />
        )}
      </div>
      <VirtualTable label="Column mapping" className={styles.table} columns={columns} rows={mapping.columns} rowKey={({ column }) => column} total={mapping.columns.length} rowHeight={32} />
      <div className={styles.save}>
        <input aria-label="Name of this mapping" className={styles.name} placeholder="A name to save this mapping under" value={mapping.name} maxLength={200} onChange={(event) => onChange({ ...mapping, name: event.target.value })} />
        <Button small disabled={mapping.name.trim() === '' || mapped === 0} onClick={() => void save()}>
          {isSaved ? 'Save again' : 'Save this mapping'}
        </Button>
      </div>
      <MappingSample item={item} mapping={settled} zone={zone} />
    </section>
  );
}

function editorColumns(change: (column: string, part: Partial<MappedColumn>) => void): readonly Column<MappedColumn>[] {
  return [
    {
      id: 'column',
      title: 'Column',
      width: 140,
      grow: 1,
      cell: ({ column }) => (
        <span className="mono" title={visibleString(column)}>
          <VisibleText text={column === '' ? '(no name)' : column} />
        </span>
      ),
    },
    {
      id: 'target',
      title: 'Feeds',
      width: 200,
      grow: 1,
      cell: ({ column, target }) => (
        <Select label={`What ${visibleString(column)} feeds`} quiet={target === null} mono className={styles.select} groups={targetGroups(target)} value={target ?? notMapped} onChange={(value) => change(column, { target: value === notMapped ? null : value })} />
      ),
    },
    {
      id: 'type',
      title: 'Read as',
      width: 148,
      cell: ({ column, target, type }) => (target === null ? null : <Select label={`How to read ${visibleString(column)}`} className={styles.select} groups={[{ title: null, options: columnTypes }]} value={type} onChange={(value) => change(column, { type: columnTypeOf(value) })} />),
    },
  ];
}
