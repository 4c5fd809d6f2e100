import { QUOTE } from './bytes.ts';

/** One cell's bytes inside its row, quotes included. */
export interface CellSpan {
  readonly offset: number;
  readonly length: number;
}

/** The cells of one row as the splitter found it: quotes are known to pair. */
export function cellSpans(row: Uint8Array, delimiter: string): readonly CellSpan[] {
  const delimiterByte = delimiter.charCodeAt(0);
  const cells: CellSpan[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < row.length; i += 1) {
    if (row[i] === QUOTE) quoted = !quoted;
    else if (row[i] === delimiterByte && !quoted) {
      cells.push({ offset: start, length: i - start });
      start = i + 1;
    }
  }
  cells.push({ offset: start, length: row.length - start });
  return cells;
}

/** The cells of a row already decoded, unquoted. */
export function cellTexts(row: string, delimiter: string): readonly string[] {
  if (!row.includes('"')) return row.split(delimiter);
  const cells: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < row.length; i += 1) {
    const letter = row[i];
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      cells.push(cellText(row.slice(start, i)));
      start = i + 1;
    }
  }
  cells.push(cellText(row.slice(start)));
  return cells;
}

/** What a cell says: its outer quotes taken off and doubled quotes made one. */
export function cellText(raw: string): string {
  return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
}

/**
 * Names for the columns of a header row, all different and none empty, so that no cell hides another: a second `amount` becomes
 * `amount (2)`, a nameless third column `column 3`.
 */
export function columnNames(header: readonly string[]): readonly string[] {
  const taken = new Set<string>(header);
  const used = new Set<string>();
  return header.map((text, index) => {
    const wanted = text === '' ? `column ${index + 1}` : text;
    if (text !== '' && !used.has(text)) {
      used.add(text);
      return text;
    }
    let name = text === '' ? wanted : `${wanted} (2)`;
    for (let copy = text === '' ? 2 : 3; taken.has(name) || used.has(name); copy += 1) name = `${wanted} (${copy})`;
    used.add(name);
    return name;
  });
}
