import type { SourceRow } from '#shared/model/source.ts';

export interface IntegrityCount {
  readonly words: string;
  readonly count: number;
  /** True: something could still be checked. */
  readonly open: boolean;
  /** What the sources say in full, each wording once. */
  readonly details: readonly string[];
}

/** How many sources say the same of their own proof, cut to the few words a status bar has room for; what is open comes first. */
export function integrityWords(sources: readonly Pick<SourceRow, 'integrity'>[]): readonly IntegrityCount[] {
  const counts = new Map<string, IntegrityCount>();
  for (const { integrity } of sources) {
    const { words, open } = shortWords(integrity);
    const before = counts.get(words);
    counts.set(words, { words, open, count: (before?.count ?? 0) + 1, details: [...new Set([...(before?.details ?? []), integrity])] });
  }
  return [...counts.values()].sort((a, b) => Number(b.open) - Number(a.open) || b.count - a.count || a.words.localeCompare(b.words));
}

function shortWords(integrity: string): { readonly words: string; readonly open: boolean } {
  if (integrity.includes('not checked')) return { words: 'not checked yet', open: true };
  if (integrity.startsWith('no mechanism')) return { words: 'no mechanism', open: false };
  return { words: integrity, open: false };
}
