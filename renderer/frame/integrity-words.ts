import type { SourceRow } from '#shared/model/source.ts';

export interface IntegrityCount {
  readonly words: string;
  readonly count: number;
  /** True: something could still be checked. */
  readonly open: boolean;
}

/** How many sources say the same of their own proof, in their importer's words; what is still open comes first. */
export function integrityWords(sources: readonly Pick<SourceRow, 'integrity'>[]): readonly IntegrityCount[] {
  const counts = new Map<string, number>();
  for (const { integrity } of sources) counts.set(integrity, (counts.get(integrity) ?? 0) + 1);
  return [...counts]
    .map(([words, count]) => ({ words, count, open: words.includes('not checked') }))
    .sort((a, b) => Number(b.open) - Number(a.open) || b.count - a.count || a.words.localeCompare(b.words));
}
