import { sevenFields, type SevenField } from '#shared/model/run.ts';
import type { FieldTally, SourceCompleteness } from '#shared/model/source.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { counted } from './run-counts.ts';

/** Every run once, whatever number of sources speaks of it. */
export async function completenessOfAll(store: Store, caseKey: number): Promise<SourceCompleteness> {
  const { table, count } = await counted(store, caseKey);
  const rows = await store.query(`SELECT fields, ${count} FROM ${table} WHERE case_key = $1 GROUP BY fields`, [caseKey]);
  return { sourceKey: 0, name: 'All sources', ...tally(rows.map((values) => readWord(new Row(values)))) };
}

/** What each source gives on its own: a run that several sources speak of counts in each, with the letters of that source. */
export async function completenessBySource(store: Store, caseKey: number): Promise<readonly SourceCompleteness[]> {
  const { table, count, single } = await counted(store, caseKey);
  const rows = await store.query(
    `SELECT source_key, fields, ${count} FROM ${table} WHERE case_key = $1 AND ${single} GROUP BY source_key, fields
     UNION ALL
     SELECT source_key, fields, count(*) FROM run_source WHERE case_key = $1 GROUP BY source_key, fields`,
    [caseKey],
  );
  const words = new Map<number, Word[]>();
  for (const values of rows) {
    const row = new Row(values);
    const sourceKey = row.number();
    words.set(sourceKey, [...(words.get(sourceKey) ?? []), readWord(row)]);
  }
  const sources = await store.query('SELECT source_key, name FROM source WHERE case_key = $1 ORDER BY source_key', [caseKey]);
  return sources.map((values) => {
    const row = new Row(values);
    const [sourceKey, name] = [row.number(), row.text()];
    return { sourceKey, name, ...tally(words.get(sourceKey) ?? []) };
  });
}

/** Seven letters, see `fieldStateLetters`, and the runs that have them. */
interface Word {
  readonly fields: string;
  readonly runs: number;
}

function readWord(row: Row): Word {
  return { fields: row.text(), runs: row.number() };
}

function tally(words: readonly Word[]): { readonly runs: number; readonly fields: Readonly<Record<SevenField, FieldTally>> } {
  const of = (field: SevenField): FieldTally => {
    const index = sevenFields.indexOf(field);
    const count = (letter: string): number => words.reduce((sum, { fields, runs }) => sum + (fields[index] === letter ? runs : 0), 0);
    return { recorded: count('r'), part: count('p'), inferred: count('i'), hashOnly: count('h'), absent: count('a') };
  };
  return {
    runs: words.reduce((sum, { runs }) => sum + runs, 0),
    fields: { trigger: of('trigger'), model: of('model'), output: of('output'), action: of('action'), approval: of('approval'), context: of('context'), outcome: of('outcome') },
  };
}
