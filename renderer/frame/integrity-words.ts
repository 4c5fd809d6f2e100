import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { SourceRow } from '#shared/model/source.ts';
import { type CheckedWords, sourceWords } from '../parts/checked-words.ts';

export interface IntegrityCount {
  readonly words: string;
  readonly count: number;
  readonly mark: CheckedWords['mark'];
  /** What the sources say in full, each wording once. */
  readonly details: readonly string[];
}

const order: readonly CheckedWords['mark'][] = ['failed', 'not checked', 'verified', 'cannot be known'];

/** How many sources say the same of themselves, cut to the few words a status bar has room for; what failed comes first, then what is open. */
export function integrityWords(sources: readonly Pick<SourceRow, 'sourceKey' | 'name' | 'integrity'>[], checked: readonly CheckedSourceVerdicts[]): readonly IntegrityCount[] {
  const latest = new Map(checked.map((one) => [one.sourceKey, one]));
  const said = sources.map(({ sourceKey, name, integrity }) => {
    const own = latest.get(sourceKey);
    const { mark, words } = sourceWords(integrity, own);
    return { mark, words, short: own === undefined ? shortOffer(integrity) : words, detail: own === undefined ? integrity : `${name}: ${words}` };
  });
  const failed = said.filter(({ mark }) => mark === 'failed').length;
  const counts = new Map<string, IntegrityCount>();
  for (const { mark, short, detail } of said) {
    const words = mark === 'failed' && failed > 1 ? 'sources with failures' : mark === 'cannot be known' && short.startsWith('no mechanism') ? 'no mechanism' : short;
    const before = counts.get(words);
    counts.set(words, { words, mark, count: (before?.count ?? 0) + 1, details: [...new Set([...(before?.details ?? []), detail])] });
  }
  return [...counts.values()].sort((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark) || b.count - a.count || a.words.localeCompare(b.words));
}

/** A single source that was checked says so itself, with the record: a number of sources before it would read as one more figure. */
export function countShown({ mark, count, words }: IntegrityCount): boolean {
  return !(count === 1 && (mark === 'failed' || words.endsWith('checkable verified')));
}

function shortOffer(integrity: string): string {
  if (integrity.includes('not checked')) return 'not checked yet';
  return integrity.startsWith('no mechanism') ? 'no mechanism' : integrity;
}
