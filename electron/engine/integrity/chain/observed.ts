import type { SourceVerdict } from '#shared/model/verdict.ts';
import { bits } from './columns.ts';
import type { ChainTable } from './table.ts';
import type { ChainFacts } from './verdict.ts';

/** What was seen and is no failure, in words. */
export function notesOf({ located, table, tally, recipe }: ChainFacts): SourceVerdict['notes'] {
  const notes: { readonly record: number | null; readonly sentence: string }[] = [];
  for (const { kind, at, count } of located.observations.slice(0, 200)) {
    const n = table.ordinals[at] ?? 0;
    if (kind === 'restart') notes.push({ record: n, sentence: `The chain begins anew at record ${n}: a rotated file, or another run of the writer. Nothing ties it to what stands before.` });
    if (kind === 'newest-first') notes.push({ record: n, sentence: `The file lists ${count} records newest first; they were followed from the end.` });
    if (kind === 'interleaved') notes.push({ record: n, sentence: `${count} chains take turns in this file, each with its own beginning; each was followed on its own.` });
    if (kind === 'outside') notes.push({ record: n, sentence: `Record ${n} carries no hash: nothing in the file vouches for it.` });
    if (kind === 'unreadable') notes.push({ record: n, sentence: `What stands at record ${n} is no readable record; the records before and after it follow one another.` });
  }
  if (tally.duplicateKeys > 0) notes.push({ record: firstWith(table, bits.duplicateKeys), sentence: `${tally.duplicateKeys === 1 ? `Record ${firstWith(table, bits.duplicateKeys) ?? 0} repeats` : `${tally.duplicateKeys} records repeat`} a member name; programs differ in which of the two they read.` });
  if (table.byteOrderMark) notes.push({ record: null, sentence: 'The file starts with a byte order mark; it is not part of any record.' });
  if (table.carriageReturns) notes.push({ record: null, sentence: 'Lines end in CR and LF; the CR is not part of a record.' });
  const seen = new Map<string, number>();
  for (const [index, text] of table.repeats) {
    const first = seen.get(text);
    if (first === undefined) seen.set(text, index);
    else notes.push({ record: table.ordinals[index] ?? null, sentence: `Records ${table.ordinals[first] ?? 0} and ${table.ordinals[index] ?? 0} state the same ${recipe.profile.repeats?.split('/').at(-1) ?? 'value'}: a retry, or a repetition.` });
    if (notes.length > 500) break;
  }
  return notes;
}

function firstWith(table: ChainTable, bit: number): number | null {
  for (let i = 0; i < table.count; i += 1) if (((table.flags[i] ?? 0) & bit) !== 0) return table.ordinals[i] ?? null;
  return null;
}
