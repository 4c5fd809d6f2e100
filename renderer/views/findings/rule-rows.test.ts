import { describe, expect, it } from 'vitest';
import type { CountedRule } from '#shared/ipc/answers.ts';
import { allOf, ruleRows, ruleShown } from './rule-rows.ts';

function rule(id: string, more: Partial<CountedRule> = {}): CountedRule {
  return { id, title: id, definition: '', basis: '', severity: 'low', family: 'approval', notChecked: null, goesBy: null, counts: { open: 1, accepted: 0, dismissed: 0 }, ...more };
}
const none = { open: 0, accepted: 0, dismissed: 0 };

describe('the list of rules', () => {
  it('goes by family, then what raised something, then urgency; not checked is last and never counted', () => {
    const rows = ruleRows([rule('e', { family: 'execution', severity: 'high' }), rule('d', { notChecked: 'no list', counts: null, severity: 'high' }), rule('c', { counts: none, severity: 'high' }), rule('b'), rule('a', { severity: 'high' })]);
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(rows.map(allOf)).toEqual([1, 1, 0, null, 1]);
  });

  it('opens at the rule asked for, else at the most urgent with something open', () => {
    const rows = ruleRows([rule('a', { counts: none, severity: 'high' }), rule('b'), rule('c', { severity: 'medium', family: 'recovery' })]);
    expect(ruleShown(rows, 'b')?.id).toBe('b');
    expect(ruleShown(rows, 'gone')?.id).toBe('c');
    expect(ruleShown([rule('a', { counts: none })], null)?.id).toBe('a');
    expect(ruleShown([], null)).toBeNull();
  });
});
