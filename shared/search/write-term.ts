import type { SearchField } from './search.ts';

/**
 * One term as text that `parseSearch` reads back as exactly this value: what filter-in and filter-out add to the search.
 * `null` asks for the runs in which nothing is recorded there.
 */
export function writeTerm(field: SearchField, value: string | null, excluded = false): string {
  const sign = excluded ? '-' : '';
  if (value === null) return `${sign}${field}:not-recorded`;
  const bare = /^[^\s"()*\\#]+$/.test(value) && value !== 'not-recorded';
  return `${sign}${field}:${bare ? value : `"${value.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`}`;
}
