import { Menu } from '@base-ui/react/menu';
import { Check, Columns3 } from 'lucide-react';
import { useRef } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { resetColumns, type RunColumnId, runColumns, toggleColumn, useRunsTable } from '../../state/runs-table-state.ts';
import { columnTitles } from './runs-columns.tsx';
import styles from './column-chooser.module.css';

export function ColumnChooser({ shown }: { readonly shown: readonly RunColumnId[] }) {
  const chosen = useRunsTable((state) => state.chosen);
  // Inside the view, so that the menu belongs to its landmark.
  const home = useRef<HTMLSpanElement>(null);
  return (
    <span ref={home}>
      <Menu.Root>
        <Menu.Trigger className={styles.trigger}>
          <Icon of={Columns3} size="s" />
          Columns {shown.length}
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner positionMethod="fixed" side="bottom" align="end" sideOffset={4} className={styles.positioner}>
            <Menu.Popup className={styles.popup} aria-label="Columns of the list">
              {runColumns.map((column) => (
                <Menu.CheckboxItem key={column} className={styles.item} checked={shown.includes(column)} disabled={column === 'time'} closeOnClick={false} onCheckedChange={() => toggleColumn(column, shown)}>
                  <Menu.CheckboxItemIndicator className={styles.tick}>
                    <Icon of={Check} size="xs" />
                  </Menu.CheckboxItemIndicator>
                  <span className={styles.name}>{columnTitles[column]}</span>
                </Menu.CheckboxItem>
              ))}
              <Menu.Separator className={styles.rule} />
              <Menu.Item className={styles.item} disabled={chosen === null} onClick={resetColumns}>
                <span className={styles.name}>As many as fit</span>
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </span>
  );
}
