import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { alwaysGateWithoutHuman as rule } from './always-gate-without-human.ts';

const mail = { agent: { name: 'copilot' }, action: { type: 'email_draft', effect: 'write', operation: 'messages.send', at: '2026-03-01T10:00:00Z' } };

describe('an action whose gate always asks for a person', () => {
  it('is found where a rule or nobody stands in the place of one', () => {
    expect(sentenceOf(rule, { ...mail, decision: { class: 'named rule', ruleId: 'M-1' } })).toContain('asks for a person before execution; rule M-1 is named instead');
    expect(sentenceOf(rule, { ...mail, decision: { class: 'explicitly none' } })).toContain('the records state that nobody looked');
  });

  it('is not found with a person, before it is executed, or with another gate', () => {
    expect(sentenceOf(rule, { ...mail, decision: { class: 'human', approver: 'ada' } })).toBeNull();
    expect(sentenceOf(rule, { agent: { name: 'copilot' }, action: { type: 'email_draft' }, decision: { class: 'explicitly none' } })).toBeNull();
    expect(sentenceOf(rule, { ...mail, action: { ...mail.action, type: 'refund' }, decision: { class: 'explicitly none' } })).toBeNull();
  });

  it('leaves silence to approval-not-recorded', () => {
    expect(sentenceOf(rule, mail)).toBeNull();
  });
});
