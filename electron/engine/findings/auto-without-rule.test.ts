import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { autoWithoutRule as rule } from './auto-without-rule.ts';

const refund = { agent: { name: 'desk' }, action: { type: 'refund', effect: 'write', at: '2026-03-01T10:00:00Z' } };

describe('an automatic action without a named rule', () => {
  it('is found where the records state that nobody looked', () => {
    expect(sentenceOf(rule, { ...refund, decision: { class: 'explicitly none', rationale: 'queue relief' } })).toBe('refund was executed, the records state that nobody looked, and no rule is named; stated reason: "queue relief".');
  });

  it('is not found with a rule, or where the gate asks for a log only or a person', () => {
    expect(sentenceOf(rule, { ...refund, decision: { class: 'explicitly none', ruleId: 'T-1' } })).toBeNull();
    for (const type of ['meeting_notes', 'email', 'launch rocket']) expect(sentenceOf(rule, { ...refund, action: { ...refund.action, type }, decision: { class: 'explicitly none' } })).toBeNull();
  });

  it('leaves silence to approval-not-recorded', () => {
    expect(sentenceOf(rule, refund)).toBeNull();
  });
});
