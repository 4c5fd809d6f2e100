import { mostSqlRows } from '#shared/model/sql-console.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import type { SqlRows } from '../../state/sql-state.ts';

/** How many rows are shown of how many. A result that was cut never passes for a whole one. */
export function answerWords({ rows, more }: SqlRows): string {
  if (!more) return countedText(rows.length, 'row');
  const shown = countText(rows.length);
  const least = countText(rows.length + 1);
  return rows.length === mostSqlRows ? `first ${shown} of at least ${least} rows` : `first ${shown} of at least ${least} rows: they are too long for more`;
}
