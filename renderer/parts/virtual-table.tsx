import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { useApp } from '../state/app-state.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { moveIn, tableItems } from './table-items.ts';
import styles from './virtual-table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** The head is read out but not printed. */
  readonly titleHidden?: boolean;
  /** Pixels; with `grow` the least it may be, and its share of what is left over. */
  readonly width: number;
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  /** Present: the head is a button. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly onSort: () => void };
  readonly cell: (row: Row, index: number) => ReactNode;
}

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Rows in all, when more exist than are loaded; for screen readers. Leave out when unknown. */
  readonly total?: number | undefined;
  readonly rowHeight?: number;
  readonly selected?: string | null;
  readonly onSelect?: (row: Row, index: number) => void;
  /** Enter, or a double click; with `openOnClick` a single one. Enter with nothing selected opens the first row. */
  readonly onOpen?: (row: Row, index: number) => void;
  readonly openOnClick?: boolean;
  /** Rows of one group stand under one head; equal neighbours share it. */
  readonly group?: { readonly of: (row: Row) => string; readonly head: (group: string, row: Row) => ReactNode };
  /** Called when the last loaded rows come into sight. */
  readonly onNearEnd?: (() => void) | undefined;
  /** Shift with a key that moves: the row left and the row reached. */
  readonly onExtend?: (from: Row | undefined, to: Row) => void;
  /** Any further key, with the selected row: return true when it was used. */
  readonly onKey?: (event: KeyboardEvent<HTMLDivElement>, row: Row | undefined) => boolean;
  readonly empty?: ReactNode;
  readonly foot?: ReactNode;
  readonly className?: string;
}

const groupHeight = 24;
const headHeight = 26;

/** Dense rows, only the visible ones drawn. j k, arrows, Page Up and Down, Home and End move the selection; the view follows only then. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, rowKey, total, rowHeight = 28, selected = null, onSelect, onOpen, openOnClick = false, group, onNearEnd, onExtend, onKey, empty, foot, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const singleLetterKeys = useApp((state) => state.singleLetterKeys);
  const idPrefix = useId();
  const items = useMemo(() => tableItems(rows, group?.of), [rows, group?.of]);
  const selectedIndex = useMemo(() => (selected === null ? -1 : rows.findIndex((row) => rowKey(row) === selected)), [rows, rowKey, selected]);

  // eslint-disable-next-line react-hooks/incompatible-library -- no React compiler memoises this component
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'group' ? groupHeight : rowHeight),
    overscan: 12,
    scrollPaddingStart: headHeight + (group === undefined ? 0 : groupHeight),
    useFlushSync: false,
  });
  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? -1;

  useEffect(() => {
    if (lastVisible >= items.length - 20) onNearEnd?.();
  }, [lastVisible, items.length, onNearEnd]);

  const select = (index: number) => {
    const row = rows[index];
    if (row === undefined || onSelect === undefined) return;
    onSelect(row, index);
    virtualizer.scrollToIndex(items.findIndex((item) => item.kind === 'row' && item.index === index));
  };

  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[selectedIndex] ?? (event.key === 'Enter' ? rows[0] : undefined);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const target = moveIn(event.key, selectedIndex, rows.length, page, singleLetterKeys);
    const used = target !== null || (event.key === 'Enter' && row !== undefined && onOpen !== undefined) || (onKey?.(event, row) ?? false);
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
    if (target !== null) {
      const reached = rows[target];
      if (event.shiftKey && reached !== undefined) onExtend?.(rows[selectedIndex], reached);
      select(target);
    }
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row, Math.max(0, selectedIndex));
  };

  const tracks: CSSProperties & Record<'--tracks' | '--least', string> = {
    '--tracks': columns.map(({ width, grow }) => (grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`)).join(' '),
    '--least': `${columns.reduce((sum, { width }) => sum + width, 0)}px`,
  };
  const selectedDrawn = visible.some(({ index }) => {
    const item = items[index];
    return item?.kind === 'row' && item.index === selectedIndex;
  });
  return (
    <div className={classNames(styles.holder, className)}>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={selectedDrawn ? `${idPrefix}-${selectedIndex}` : undefined}
        tabIndex={0}
        className={styles.table}
        style={tracks}
        onKeyDown={pressed}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            {columns.map((column) => (
              <ColumnHead key={column.id} column={column} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {visible.map(({ index, start, size, key }) => {
            const item = items[index];
            if (item === undefined) return null;
            const row = rows[item.index];
            if (row === undefined) return null;
            const place = { transform: `translateY(${start}px)`, height: size };
            if (item.kind === 'group') {
              return (
                <div key={key} role="row" className={styles.group} style={place}>
                  <span role="gridcell" aria-colspan={columns.length}>
                    {group?.head(item.group, row)}
                  </span>
                </div>
              );
            }
            const isSelected = item.index === selectedIndex;
            return (
              <div
                key={key}
                id={`${idPrefix}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={onSelect === undefined ? undefined : isSelected}
                className={classNames(styles.row, isSelected && styles.selected)}
                style={place}
                onClick={() => {
                  onSelect?.(row, item.index);
                  if (openOnClick && !textIsMarked()) onOpen?.(row, item.index);
                }}
                onDoubleClick={openOnClick ? undefined : () => onOpen?.(row, item.index)}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" data-column={column.id} className={classNames(styles.cell, column.align === 'end' && styles.end)}>
                    {column.cell(row, item.index)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {rows.length === 0 && hasContent(empty) && <div className={styles.empty}>{empty}</div>}
      {hasContent(foot) && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

/** Whoever drags over a text to copy it does not mean to open the row. */
function textIsMarked(): boolean {
  return document.getSelection()?.type === 'Range';
}

function hasContent(node: ReactNode): boolean {
  return node !== undefined && node !== null && node !== false;
}

function ColumnHead<Row>({ column }: { readonly column: Column<Row> }) {
  const { sort, title } = column;
  const direction = sort?.direction ?? null;
  return (
    <div role="columnheader" aria-sort={sort === undefined ? undefined : (direction ?? 'none')} className={classNames(styles.headCell, column.align === 'end' && styles.end)}>
      {sort === undefined ? (
        <span className={column.titleHidden === true ? 'hidden-text' : undefined}>{title}</span>
      ) : (
        <button type="button" className={styles.sort} onClick={sort.onSort}>
          {title}
          {direction !== null && <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size="xs" />}
        </button>
      )}
    </div>
  );
}
