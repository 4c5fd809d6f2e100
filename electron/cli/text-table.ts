/** Columns in line, two blanks between; `right` names the columns of numbers. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[], right: readonly string[] = []): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = header.map((title, column) => Math.max(title.length, ...shown.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (right.includes(header[column] ?? '') ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[header, ...shown].map(line).join('\n')}\n`;
}

/** Untrusted: evidence must not move a terminal's cursor, colour it or turn its text around. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
