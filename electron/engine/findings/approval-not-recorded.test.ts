import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { approvalNotRecorded as rule } from './approval-not-recorded.ts';

const refund = { agent: { name: 'desk' }, output: { value: 'refund' }, action: { type: 'refund', effect: 'write', operation: 'refunds.create', at: '2026-03-01T10:00:00Z' } };

describe('no approval is recorded', () => {
  it('is found of an executed action without a word on it', () => {
    expect(sentenceOf(rule, refund)).toBe('refund was executed and no approval is recorded; the gate table asks for a threshold rule or a person.');
    expect(sentenceOf(rule, { ...refund, decision: { verdict: 'approved' } })).toContain('no approval is recorded');
    expect(sentenceOf(rule, { ...refund, action: { ...refund.action, type: 'launch rocket' } })).toContain('the gate table does not name the action');
  });

  it('is not found where a person, a rule or nobody is stated', () => {
    for (const [name, value] of [['approver', 'ada'], ['ruleId', 'T-1'], ['class', 'explicitly none']] as const) expect(sentenceOf(rule, { ...refund, decision: { [name]: value } })).toBeNull();
  });

  it('is not found of what only reads, was not executed, or asks for a log only', () => {
    expect(sentenceOf(rule, { ...refund, action: { ...refund.action, effect: 'read' } })).toBeNull();
    expect(sentenceOf(rule, { ...refund, outcome: { status: 'not executed' } })).toBeNull();
    expect(sentenceOf(rule, { agent: { name: 'desk' }, action: { type: 'refund' } })).toBeNull();
    expect(sentenceOf(rule, { ...refund, action: { ...refund.action, type: 'research_brief' } })).toBeNull();
  });

  it('is not found where nothing says that an AI acted', () => {
    expect(sentenceOf(rule, { action: refund.action })).toBeNull();
  });
});
