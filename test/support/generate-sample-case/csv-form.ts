/** RFC 4180 section 2: quoted where a comma, a quote or a line end stands inside. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvFile(header: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const unknown = rows.flatMap((row) => Object.keys(row)).find((key) => !header.includes(key));
  if (unknown !== undefined) throw new Error(`no column for ${unknown}`);
  const lines = rows.map((row) => header.map((column) => csvCell(row[column] ?? '')).join(','));
  return `${header.join(',')}\n${lines.join('\n')}\n`;
}
