import { wordsOfRun } from '../../lineage/words-of-run.ts';
import type { CopyRows } from '../../store/binary-copy.ts';
import type { RunSurvey } from './survey-tables.ts';

export const textColumns = ['case_key', 'run_id', 'whole', 'words'] as const;

export function writeTextRow(rows: CopyRows, caseKey: number, { id, run }: Pick<RunSurvey, 'id' | 'run'>): void {
  const { words, whole } = wordsOfRun(run);
  rows.row(textColumns.length);
  rows.int4(caseKey);
  rows.uuid(id);
  rows.bool(whole);
  rows.bytes(wordVector(words));
}

/** A tsvector as `tsvectorrecv` reads it (PostgreSQL 18, tsvector.c): count, then each word, zero-ended, with no positions. Words are letters and digits: none holds a zero. */
function wordVector(words: readonly string[]): Buffer {
  const vector = Buffer.allocUnsafe(4 + words.reduce((sum, word) => sum + Buffer.byteLength(word) + 3, 0));
  let at = vector.writeInt32BE(words.length, 0);
  for (const word of words) {
    at += vector.write(word, at, 'utf8');
    vector.fill(0, at, at + 3);
    at += 3;
  }
  return vector;
}
