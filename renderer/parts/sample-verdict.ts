import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { ChainFailure, Property, PropertyVerdict, SourceVerdict, VerdictWord } from '#shared/model/verdict.ts';

/** For tests of what is drawn: a verdict in which everything is verified, but for what the test says. */
export function sampleVerdict({ words = {}, ...change }: Partial<SourceVerdict> & { readonly words?: Partial<Readonly<Record<Property, VerdictWord>>> } = {}): SourceVerdict {
  const say = (property: Property): PropertyVerdict => ({ verdict: words[property] ?? 'verified', sentence: `about ${property}`, records: [], missing: null });
  return {
    sourceKey: 1, name: 'log.jsonl', sha256: 'ab', bytes: 10, mechanism: 'hash chain', profile: null, inferred: false, records: 10, chains: 1, outside: 0, headline: 'headline',
    properties: { recipe: say('recipe'), content: say('content'), order: say('order'), start: say('start'), end: say('end'), authorship: say('authorship'), time: say('time'), coverage: say('coverage'), strength: say('strength'), custody: say('custody') },
    failures: [], moreFailures: 0, uncoveredFields: [], weaknesses: [], notes: [], segments: [], head: null,
    ...change,
  };
}

export function failureAt(record: number): ChainFailure {
  return { kind: 'altered', record, offset: record * 100, length: 100, count: 1, expected: 'aa11', found: 'aa22', sentence: `The content of record ${record} was altered.` };
}

export function checkedSource(sourceKey: number, ...verdicts: readonly SourceVerdict[]): CheckedSourceVerdicts {
  return { sourceKey, name: 'log.jsonl', checkedAt: '2026-03-19T16:09:40Z', journalSeq: 7, sha256: 'cd', inputs: 'no key supplied', verdicts };
}
