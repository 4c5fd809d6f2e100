import { ListFilter, ListX } from 'lucide-react';
import { type MouseEvent, type ReactNode, useState } from 'react';
import type { RunRow } from '#shared/model/run.ts';
import { classNames } from '../../parts/class-names.ts';
import { Icon } from '../../parts/icon.tsx';
import { excludeTerm, onlyTerm, termText } from '../../parts/search-terms.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { useAnnotations } from '../../state/annotations-state.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';
import { goTo, useView } from '../../state/view-state.ts';
import styles from './filter-cell.module.css';
import { termOf } from './run-terms.ts';

/** Two buttons and a gap before them, in pixels. */
const room = 52;

export interface FilterCellProps {
  readonly column: RunColumnId;
  readonly run: RunRow;
  readonly atCursor: boolean;
  readonly align: 'start' | 'end';
  readonly children: ReactNode;
}

/**
 * A cell that offers to keep, or to leave out, the runs with its value: by f and Shift+F on the marked cell, and by two
 * buttons where the cell has room beside its text. They never cover it.
 */
export function FilterCell({ column, run, atCursor, align, children }: FilterCellProps) {
  const [roomy, setRoomy] = useState(false);
  const tags = useAnnotations((state) => state.marks.get(run.id)?.tags);
  const term = termOf(column, run, tags);
  const text = term === null ? null : visibleString(termText(term));
  const measure = (event: MouseEvent<HTMLElement>): void => {
    const [content] = event.currentTarget.children;
    setRoomy(content !== undefined && event.currentTarget.clientWidth - content.getBoundingClientRect().width >= room);
  };
  return (
    <span className={classNames(styles.cell, align === 'end' && styles.end, atCursor && styles.cursor)} onMouseEnter={measure} onMouseLeave={() => setRoomy(false)}>
      <span className={styles.content}>{children}</span>
      {roomy && text !== null && (
        <span className={styles.actions}>
          <button type="button" tabIndex={-1} className={styles.action} title={`Only ${text}`} aria-label={`Only ${text}`} onClick={(event) => act(event, () => filterBy(column, run, 'in'))}>
            <Icon of={ListFilter} size="xs" />
          </button>
          <button type="button" tabIndex={-1} className={styles.action} title={`Without ${text}`} aria-label={`Without ${text}`} onClick={(event) => act(event, () => filterBy(column, run, 'out'))}>
            <Icon of={ListX} size="xs" />
          </button>
        </span>
      )}
    </span>
  );
}

export function filterBy(column: RunColumnId, run: RunRow, way: 'in' | 'out'): void {
  const term = termOf(column, run, useAnnotations.getState().marks.get(run.id)?.tags);
  if (term === null) return;
  const { where } = useView.getState().place;
  goTo({ where: way === 'in' ? onlyTerm(where, term) : excludeTerm(where, term) });
}

function act(event: { readonly stopPropagation: () => void }, action: () => void): void {
  event.stopPropagation();
  action();
}
