import type { RunColumnId } from '../../state/runs-table-state.ts';

const always: readonly RunColumnId[] = ['time', 'actionType', 'subject', 'amount', 'model', 'prompt', 'approval', 'outcome', 'fields'];

/** The columns of a list this many pixels wide while the person has chosen none: only as many as can be read in full. */
export function defaultColumns(width: number): readonly RunColumnId[] {
  if (width < 900) return ['time', 'subject', 'amount', 'approval', 'outcome', 'fields'];
  if (width < 1180) return always;
  if (width < 1320) return ['time', 'externalId', ...always.slice(1)];
  return ['time', 'externalId', 'actionType', 'subject', 'amount', 'record', ...always.slice(4)];
}

/** Tags show where any listed run carries one, behind the subject; where there is no room to spare they take the prompt's. */
export function withTags(columns: readonly RunColumnId[], tagged: boolean, width: number): readonly RunColumnId[] {
  if (!tagged) return columns;
  return columns.filter((column) => column !== 'prompt' || width >= 1320).flatMap((column): readonly RunColumnId[] => (column === 'subject' ? [column, 'tags'] : [column]));
}
