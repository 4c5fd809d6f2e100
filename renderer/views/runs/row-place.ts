import type { RunRow } from '#shared/model/run.ts';
import { tableItems } from '../../parts/table-items.ts';

const rowHeight = 28;
const groupHeight = 24;

/** How far down the list a run's row stands, in pixels; null when it is not among the loaded rows. */
export function rowTop(rows: readonly RunRow[], groupOf: ((run: RunRow) => string) | undefined, id: string | null): number | null {
  if (id === null) return null;
  let top = 0;
  for (const item of tableItems(rows, groupOf)) {
    if (item.kind === 'row' && rows[item.index]?.id === id) return top;
    top += item.kind === 'group' ? groupHeight : rowHeight;
  }
  return null;
}
