import { spelledOut } from '#shared/hidden-characters.ts';
import type { SqlColumn } from '#shared/model/sql-console.ts';

const characterWidth = 7.3;
const padding = 20;

/** Wide enough for the longest of the values looked at, within reason: a result has no widths of its own. */
export function columnWidth({ name, kind }: SqlColumn, values: readonly (string | null)[]): number {
  const longest = Math.max(name.length, ...values.map((value) => (value === null ? 4 : spelledOut(value.slice(0, 60)).length)));
  const most = kind === 'text' ? 320 : 260;
  return Math.min(most, Math.max(64, Math.ceil(longest * characterWidth) + padding));
}
