import type { ReactNode } from 'react';
import type { RunRow } from '#shared/model/run.ts';
import { FilterHover, filterByTerm } from '../../parts/filter-hover.tsx';
import { useAnnotations } from '../../state/annotations-state.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';
import styles from './filter-cell.module.css';
import { termOf } from './run-terms.ts';

export interface FilterCellProps {
  readonly column: RunColumnId;
  readonly run: RunRow;
  readonly atCursor: boolean;
  readonly align: 'start' | 'end';
  readonly children: ReactNode;
}

/** A cell that offers to keep, or to leave out, the runs with its value: by f and Shift+F on the marked cell, and by two buttons. */
export function FilterCell({ column, run, atCursor, align, children }: FilterCellProps) {
  const tags = useAnnotations((state) => state.marks.get(run.id)?.tags);
  return (
    <FilterHover term={termOf(column, run, tags)} align={align} className={atCursor ? styles.cursor : undefined}>
      {children}
    </FilterHover>
  );
}

export function filterBy(column: RunColumnId, run: RunRow, way: 'in' | 'out'): void {
  const term = termOf(column, run, useAnnotations.getState().marks.get(run.id)?.tags);
  if (term !== null) filterByTerm(term, way);
}
