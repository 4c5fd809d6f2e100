import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { SourceRow } from '#shared/model/source.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { type CheckedWords, sourceWords, verdictWordsOf } from '../../parts/checked-words.ts';

export const journalId = 'journal';

/** One line of the list on the left, and all that the right side needs to know of it. */
export interface SourceEntry {
  readonly id: string;
  /** Null for the case's own journal. */
  readonly sourceKey: number | null;
  readonly name: string;
  readonly words: CheckedWords;
  /** What it offers as proof of itself, in words, before any check. */
  readonly offers: string;
  readonly checked: CheckedSourceVerdicts | null;
  readonly verdicts: readonly SourceVerdict[];
}

/** Sources in the order of the case, then the journal, which practises what is checked in the others. */
export function sourceEntries(sources: readonly SourceRow[], checked: readonly CheckedSourceVerdicts[], journal: SourceVerdict | null): readonly SourceEntry[] {
  const bySource = new Map(checked.map((one) => [one.sourceKey, one]));
  return [
    ...sources.map(({ sourceKey, name, integrity }): SourceEntry => {
      const own = bySource.get(sourceKey);
      return { id: String(sourceKey), sourceKey, name, words: entryWords(integrity, own), offers: integrity, checked: own ?? null, verdicts: own?.verdicts ?? [] };
    }),
    {
      id: journalId,
      sourceKey: null,
      name: 'Custody journal of this case',
      words: journal === null ? { mark: 'not checked', words: 'being checked' } : verdictWordsOf([journal]),
      offers: 'hash chain, signed by this installation',
      checked: null,
      verdicts: journal === null ? [] : [journal],
    },
  ];
}

/** Here a source without mechanism says that it is unchecked too: its bytes can still be compared with those imported. */
function entryWords(integrity: string, checked: CheckedSourceVerdicts | undefined): CheckedWords {
  return checked === undefined ? { mark: 'not checked', words: 'not checked yet' } : sourceWords(integrity, checked);
}
