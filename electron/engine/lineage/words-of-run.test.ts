import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { AssembledValue } from './assembled-run.ts';
import { mostWordBytes, wordsOfRun } from './words-of-run.ts';

const valueOf = (value: JsonValue, ...also: readonly JsonValue[]): AssembledValue => ({ value, provenance: 'recorded', event: 0, pointer: null, rule: null, also: also.map((other) => ({ value: other, provenance: 'recorded', event: 1, pointer: null })) });
const stageOf = (values: Readonly<Record<string, AssembledValue>>) => ({ id: 'output', kind: 'output', present: true, title: '', at: null, values }) as const;

describe('the words of a run', () => {
  it('come from texts, numbers and nested values of every stage, and from every reading', () => {
    const { words, whole } = wordsOfRun({ context: { tenant: valueOf('ACME-Nord') }, stages: [stageOf({ draft: valueOf({ to: ['Ana Ruiz'], amount: 340.5, sent: true }, 'second reading') })] });
    expect([...words].sort()).toEqual(['340', '5', 'acme', 'ana', 'nord', 'reading', 'ruiz', 'second']);
    expect(whole).toBe(true);
  });

  it('say so where a run has more of them than a row can hold', () => {
    const many = Array.from({ length: 80_000 }, (_, n) => `word${n}`).join(' ');
    const { words, whole } = wordsOfRun({ context: {}, stages: [stageOf({ text: valueOf(many) })] });
    expect(whole).toBe(false);
    expect(words.reduce((sum, word) => sum + word.length + 8, 0)).toBeLessThanOrEqual(mostWordBytes);
  });
});
