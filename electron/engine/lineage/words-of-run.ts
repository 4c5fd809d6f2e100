import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import { addWordsOf } from '#shared/search/words-in.ts';
import type { AssembledRun, AssembledOther } from './assembled-run.ts';

/** Bytes of words a row of the text index holds at most: PostgreSQL ends a tsvector at 1 MB, its own marks included. */
export const mostWordBytes = 700_000;

export interface RunWords {
  readonly words: readonly string[];
  /** False: the run has more, and these are the first of them. */
  readonly whole: boolean;
}

/**
 * The words of all that is recorded of a run: inputs, outputs, decisions, actions, every reading where records disagree. Texts,
 * numbers and what stands inside nested values; names of members are not among them.
 */
export function wordsOfRun({ context, stages }: Pick<AssembledRun, 'context' | 'stages'>): RunWords {
  const words = new Set<string>();
  const add = (value: JsonValue): void => {
    if (typeof value === 'string' || typeof value === 'number') addWordsOf(String(value), words);
    else if (isJsonArray(value)) value.forEach(add);
    else if (isJsonObject(value)) Object.values(value).forEach(add);
  };
  const read = (values: Readonly<Record<string, AssembledOther & { readonly also: readonly AssembledOther[] }>>): void => {
    for (const { value, also } of Object.values(values)) {
      add(value);
      for (const other of also) add(other.value);
    }
  };
  read(context);
  for (const { values } of stages) read(values);
  let bytes = 0;
  for (const word of words) bytes += Buffer.byteLength(word) + 8;
  if (bytes <= mostWordBytes) return { words: [...words], whole: true };
  const kept: string[] = [];
  let room = mostWordBytes;
  for (const word of words) {
    room -= Buffer.byteLength(word) + 8;
    if (room < 0) break;
    kept.push(word);
  }
  return { words: kept, whole: false };
}
