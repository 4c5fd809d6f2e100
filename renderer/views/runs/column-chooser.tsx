import { Menu } from '@base-ui/react/menu';
import { Check, Columns3 } from 'lucide-react';
import { useRef } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { runColumns, toggleColumn, useRunsTable } from '../../state/runs-table-state.ts';
import { columnTitles } from './runs-columns.tsx';
import styles from './column-chooser.module.css';

export function ColumnChooser() {
  const shown = useRunsTable((state) => state.shown);
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
                <Menu.CheckboxItem key={column} className={styles.item} checked={shown.includes(column)} disabled={column === 'time'} closeOnClick={false} onCheckedChange={() => toggleColumn(column)}>
                  <Menu.CheckboxItemIndicator className={styles.tick}>
                    <Icon of={Check} size="xs" />
                  </Menu.CheckboxItemIndicator>
                  <span className={styles.name}>{columnTitles[column]}</span>
                </Menu.CheckboxItem>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </span>
  );
}
