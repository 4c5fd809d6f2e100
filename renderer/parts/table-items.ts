/** What a table draws, top to bottom: rows, and a head before the first row of each group. */
export type TableItem = { readonly kind: 'row'; readonly index: number } | { readonly kind: 'group'; readonly index: number; readonly group: string };

export function tableItems<Row>(rows: readonly Row[], groupOf?: (row: Row) => string): readonly TableItem[] {
  const items: TableItem[] = [];
  let last: string | null = null;
  rows.forEach((row, index) => {
    const group = groupOf?.(row);
    if (group !== undefined && group !== last) {
      items.push({ kind: 'group', index, group });
      last = group;
    }
    items.push({ kind: 'row', index });
  });
  return items;
}

/** Where a key moves the selection (`-1`: nothing selected yet), or null when it moves nothing. */
export function moveIn(key: string, from: number, rows: number, page: number, singleLetters: boolean): number | null {
  const target = targetOf(key, from, rows, page, singleLetters);
  return target === null || rows === 0 ? null : Math.min(rows - 1, Math.max(0, target));
}

function targetOf(key: string, from: number, rows: number, page: number, singleLetters: boolean): number | null {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + page;
    case 'PageUp':
      return from - page;
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    case 'j':
      return singleLetters ? from + 1 : null;
    case 'k':
      return singleLetters ? from - 1 : null;
    default:
      return null;
  }
}
