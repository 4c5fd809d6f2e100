import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { each, findingsOver, sentenceOf, surveyed, surveyedBySources } from '../../../test/support/surveyed-run.ts';
import { actionUnspecific } from './action-unspecific.ts';
import { amountWithoutCurrency } from './amount-without-currency.ts';
import { approvedNotExecuted } from './approved-not-executed.ts';
import { changedAfterApproval } from './changed-after-approval.ts';
import { confirmedOtherwiseThanExecuted } from './confirmed-otherwise-than-executed.ts';
import { effectUnknown } from './effect-unknown.ts';
import { executedButFailed } from './executed-but-failed.ts';
import { executedOtherwiseThanProposed } from './executed-otherwise-than-proposed.ts';
import { outcomeReportedByAgentOnly } from './outcome-reported-by-agent-only.ts';
import { outcomeUnconfirmed } from './outcome-unconfirmed.ts';
import { outputAfterExecution } from './output-after-execution.ts';
import { outputNotRecorded } from './output-not-recorded.ts';
import { rejectedButExecuted } from './rejected-but-executed.ts';

const agent = { agent: { id: 'a-1', name: 'desk' } };
const action = { type: 'refund', effect: 'write', system: 'gateway', operation: 'refunds.create', recordId: 'INV-1', amount: 40, currency: 'EUR', at: '2026-03-01T10:00:00Z' };
const human = { class: 'human', approver: 'ada', verdict: 'approved', at: '2026-03-01T09:00:00Z' };

describe('what was put out and what was executed', () => {
  it('lacks the output', () => {
    expect(sentenceOf(outputNotRecorded, { ...agent, action })).toBe('refund was executed, and no output of the AI is recorded.');
    for (const run of each({ ...agent, action, output: { hash: 'sha256:00' } }, { action }, { ...agent, action: { ...action, effect: 'read' } })) expect(sentenceOf(outputNotRecorded, run)).toBeNull();
  });

  it('has the output after the execution, as far as times can be told apart', () => {
    const run = (at: string) => ({ output: { value: 'x', at }, action });
    expect(sentenceOf(outputAfterExecution, run('2026-03-01T10:00:02Z'))).toContain('2 s after execution at');
    for (const at of ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.9Z', '2026-03-01T09:00:00Z', 'noon']) expect(sentenceOf(outputAfterExecution, run(at))).toBeNull();
  });

  it('differs after an approval', () => {
    const run = (more: JsonObject): JsonObject => ({ output: { amount: 4, currency: 'EUR' }, decision: human, action, ...more });
    expect(sentenceOf(changedAfterApproval, run({}))).toBe('Approved, and executed otherwise: amount 4 was proposed and 40 executed.');
    expect(sentenceOf(executedOtherwiseThanProposed, run({}))).toBeNull();
    for (const decision of each({ ...human, verdict: 'modified' }, { ...human, edits: 'ten times' })) expect(sentenceOf(changedAfterApproval, run({ decision }))).toBeNull();
    for (const output of each({ amount: '40.00', currency: 'EUR' }, { value: 'refund' }, { amount: { hash: '00' } })) expect(sentenceOf(changedAfterApproval, run({ output }))).toBeNull();
  });

  it('differs without an approval before it', () => {
    const run = { output: { amount: 4, currency: 'EUR' }, action };
    for (const more of each({}, { decision: { class: 'explicitly none' } }, { decision: { ...human, at: '2026-03-01T11:00:00Z' } })) {
      expect(sentenceOf(executedOtherwiseThanProposed, { ...run, ...more })).toContain('Executed otherwise than proposed: amount 4');
      expect(sentenceOf(changedAfterApproval, { ...run, ...more })).toBeNull();
    }
  });

  it('is not said to differ where one source has it as proposed', () => {
    const run = surveyedBySources({ output: { amount: 40, currency: 'EUR' }, decision: human, action }, { action: { amount: 16 } });
    expect(run.row.contradictions).toBe(1);
    expect(sentenceOf(changedAfterApproval, run)).toBeNull();
  });

  it('is confirmed with another amount', () => {
    const run = (outcome: JsonObject): JsonObject => ({ action, outcome: { status: 'succeeded', ...outcome } });
    expect(sentenceOf(confirmedOtherwiseThanExecuted, run({ amount: 16, currency: 'EUR' }))).toBe('40 EUR was executed and 16 EUR confirmed.');
    expect(sentenceOf(confirmedOtherwiseThanExecuted, run({ amount: 40, currency: 'USD' }))).toContain('40 USD confirmed');
    for (const outcome of each({ amount: '40.0', currency: 'EUR' }, {}, { amount: 40 })) expect(sentenceOf(confirmedOtherwiseThanExecuted, run(outcome))).toBeNull();
  });
});

describe('decisions and executions', () => {
  it('contradict each other where the last word was no', () => {
    const run = (at: string) => ({ decision: { ...human, verdict: 'rejected', at }, action });
    expect(sentenceOf(rejectedButExecuted, run('2026-03-01T09:00:00Z'))).toBe('Rejected by ada at 2026-03-01T09:00:00Z; executed 2026-03-01T10:00:00Z, after it.');
    expect(sentenceOf(rejectedButExecuted, run('2026-03-01T10:00:00Z'))).toContain('the order cannot be told');
    expect(sentenceOf(rejectedButExecuted, run('2026-03-01T11:00:00Z'))).toContain('before it');
    expect(sentenceOf(rejectedButExecuted, { decision: [{ ...human, verdict: 'rejected' }, { ...human, at: '2026-03-01T09:30:00Z' }], action })).toBeNull();
    for (const one of each({ decision: { verdict: 'rejected' } }, { ...run('2026-03-01T09:00:00Z'), outcome: { status: 'not executed' } }, { action })) expect(sentenceOf(rejectedButExecuted, one)).toBeNull();
  });

  it('leave an approval without an execution', () => {
    expect(sentenceOf(approvedNotExecuted, { decision: human })).toBe('"approved" is recorded, and neither an execution nor an outcome.');
    for (const one of each({ decision: human, action }, { decision: human, outcome: { status: 'not executed' } }, { decision: { class: 'human' } }, { decision: { verdict: 'rejected' } })) expect(sentenceOf(approvedNotExecuted, one)).toBeNull();
  });
});

describe('the outcome', () => {
  it('is not confirmed', () => {
    expect(sentenceOf(outcomeUnconfirmed, { ...agent, action })).toBe('refund was executed; no outcome is recorded.');
    expect(sentenceOf(outcomeUnconfirmed, { ...agent, action, outcome: { status: 'queued' } })).toContain('the last recorded outcome is "queued"');
    expect(sentenceOf(outcomeUnconfirmed, { ...agent, action, outcome: { status: 'peachy' } })).toContain('"peachy" is in words not known here');
    for (const one of each({ ...agent, action, outcome: { status: 'failed' } }, { action }, agent)) expect(sentenceOf(outcomeUnconfirmed, one)).toBeNull();
  });

  it('is a failure', () => {
    expect(sentenceOf(executedButFailed, { action, outcome: { status: 'failed', response: 'account_closed', reportedBy: 'gateway' } })).toBe('Executed; the outcome is "failed", "account_closed", reported by gateway.');
    for (const one of each({ action }, { action, outcome: { status: 'succeeded' } }, { outcome: { status: 'failed' } })) expect(sentenceOf(executedButFailed, one)).toBeNull();
  });

  it('is told by the agent alone', () => {
    const run = (reportedBy: string | null) => ({ ...agent, action, outcome: { status: 'succeeded', ...(reportedBy === null ? {} : { reportedBy }) } });
    for (const by of ['desk', 'a-1', 'The agent']) expect(sentenceOf(outcomeReportedByAgentOnly, run(by))).toContain('no answer of the target system is recorded');
    for (const by of ['gateway', null]) expect(sentenceOf(outcomeReportedByAgentOnly, run(by))).toBeNull();
  });
});

describe('what was done', () => {
  it('is not specific', () => {
    expect(sentenceOf(actionUnspecific, { ...agent, action: { type: 'refund', effect: 'write', at: action.at } })).toBe('refund was executed; not recorded: the target system, the operation, the record.');
    for (const one of each({ ...agent, action }, { action: { type: 'refund', effect: 'write' } }, { ...agent, context: { system: 'crm' }, action: { ...action, system: null, recordId: { hash: '00' } } })) expect(sentenceOf(actionUnspecific, one)).toBeNull();
  });

  it('is an amount of nothing', () => {
    expect(sentenceOf(amountWithoutCurrency, { action: { ...action, currency: null } })).toBe('The amount 40 of the execution states no currency.');
    expect(sentenceOf(amountWithoutCurrency, { output: { amount: 4 } })).toContain('The amount 4 of the output');
    for (const one of each({ action, output: { amount: 4 } }, { action: { ...action, amount: null, currency: null } }, { action: { ...action, currency: { hash: '00' } } })) expect(sentenceOf(amountWithoutCurrency, one)).toBeNull();
  });

  it('may write or not: one finding a type', () => {
    const run = (id: string, effect: string | null) => surveyed({ run: { id }, ...agent, action: { ...action, effect } });
    expect(findingsOver(effectUnknown, [run('a', null), run('b', null), run('c', 'write'), run('d', 'read')]).map(({ sentence }) => sentence)).toEqual(['2 runs of refund: whether they write is not recorded.']);
  });
});
