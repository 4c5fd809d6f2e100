import { create } from 'zustand';

export const runColumns = ['time', 'externalId', 'actionType', 'subject', 'amount', 'record', 'model', 'prompt', 'approval', 'outcome', 'fields', 'source', 'agent', 'environment', 'system', 'records', 'tags'] as const;
export type RunColumnId = (typeof runColumns)[number];

interface RunsTableState {
  /** The columns the person chose; null: as many of the usual ones as the list is wide enough for. */
  readonly chosen: readonly RunColumnId[] | null;
  readonly facetsShown: boolean;
  /** The run and the column the keyboard stands on while no run is open. */
  readonly selected: string | null;
  readonly cursor: RunColumnId;
}

export const useRunsTable = create<RunsTableState>(() => ({ chosen: null, facetsShown: true, selected: null, cursor: 'approval' }));

/** Columns keep the order of `runColumns`; the time stays, so that a row can always be told from the next. */
export function toggleColumn(column: RunColumnId, shown: readonly RunColumnId[]): void {
  if (column === 'time') return;
  useRunsTable.setState({ chosen: runColumns.filter((id) => (id === column ? !shown.includes(id) : shown.includes(id))) });
}

export function resetColumns(): void {
  useRunsTable.setState({ chosen: null });
}

export function toggleFacets(): void {
  useRunsTable.setState(({ facetsShown }) => ({ facetsShown: !facetsShown }));
}

export function selectRun(selected: string | null): void {
  useRunsTable.setState({ selected });
}

export function moveCursor(cursor: RunColumnId): void {
  useRunsTable.setState({ cursor });
}

/** Kept from another start, perhaps of another version: what is no column here any more is left out. */
export function knownColumns(kept: readonly string[] | null): readonly RunColumnId[] | null {
  return kept === null ? null : runColumns.filter((id) => id === 'time' || kept.includes(id));
}
