import type { ReportDocument } from '#shared/model/document.ts';

/** A person's name or id as recorded, and what stands for it. */
export interface Pseudonym {
  readonly recorded: string;
  readonly pseudonym: string;
}

/**
 * The document with every person's name and id replaced, wherever it stands: text, tables, pictures, titles, citations. Longer ones first, and only as whole
 * words: an id that happens to be part of a hash or an amount is not a person. What people typed is searched as well, but a name they spell
 * in another way is theirs to take out.
 */
export function pseudonymised(document: ReportDocument, pseudonyms: readonly Pseudonym[]): ReportDocument {
  const table = pseudonyms.flatMap(({ recorded, pseudonym }) => forms(recorded).map((form) => [form, pseudonym] as const)).toSorted((a, b) => b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1));
  if (table.length === 0) return document;
  const known = new Map(table);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_@.-])(?:${table.map(([form]) => escaped(form)).join('|')})(?![\\p{L}\\p{N}_@])`, 'gu');
  const replaced = (text: string): string => text.replaceAll(pattern, (form) => known.get(form) ?? form);
  return mapText(document, replaced);
}

/** `customer:44821` and the bare id, where that is long enough to be told from a count. */
function forms(recorded: string): readonly string[] {
  const bare = recorded.includes(':') ? recorded.slice(recorded.indexOf(':') + 1) : '';
  return bare.length >= 4 ? [recorded, bare] : [recorded];
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** Hashes, offsets and the names of kinds are no text: they stay. */
const kept: ReadonlySet<string> = new Set(['kind', 'role', 'sha256', 'what', 'align', 'anchor', 'basis', 'status', 'fill', 'mandatory', 'query', 'sheet']);

function mapText<T>(value: T, change: (text: string) => string): T {
  const mapped: T = JSON.parse(JSON.stringify(value), (key: string, item: unknown) => (typeof item === 'string' && !kept.has(key) ? change(item) : item));
  return mapped;
}
