import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { approvalExpired } from './approval-expired.ts';
import { approvalSlaMissed } from './approval-sla-missed.ts';

const decided = (at: string | null, more = {}) => ({ decision: { class: 'human', approver: 'ada', ...(at === null ? {} : { at }), ...more } });

describe('the 24 hours of an approval', () => {
  it('are missed by a nanosecond', () => {
    expect(sentenceOf(approvalSlaMissed, decided('2026-03-02T10:00:00.000000001Z', { requestedAt: '2026-03-01T10:00:00Z' }))).toBe('Decided 2026-03-02T10:00:00.000000001Z, 1 day after it was asked for at 2026-03-01T10:00:00Z; 24 h are allowed.');
    expect(sentenceOf(approvalSlaMissed, decided('2026-03-02T10:00:00Z', { requestedAt: '2026-03-01T10:00:00Z' }))).toBeNull();
  });

  it('count from the proposal where nobody recorded when it was asked for, and say so', () => {
    expect(sentenceOf(approvalSlaMissed, { output: { at: '2026-03-01T10:00:00Z' }, ...decided('2026-03-03T11:00:00Z') })).toContain('2 days 1 h after it was proposed at 2026-03-01T10:00:00Z (when approval was asked for is not recorded)');
  });

  it('are not judged of rules, or without both instants', () => {
    expect(sentenceOf(approvalSlaMissed, { decision: { ruleId: 'T-1', at: '2026-03-03T11:00:00Z', requestedAt: '2026-03-01T10:00:00Z' } })).toBeNull();
    expect(sentenceOf(approvalSlaMissed, decided(null, { requestedAt: '2026-03-01T10:00:00Z' }))).toBeNull();
    expect(sentenceOf(approvalSlaMissed, decided('2026-03-03T11:00:00Z'))).toBeNull();
  });
});

describe('an approval that expires', () => {
  const until = { expiresAt: '2026-03-01T10:00:00.000Z' };
  it('is found expired at the decision or at the execution', () => {
    expect(sentenceOf(approvalExpired, decided('2026-03-01T10:00:02.000Z', until))).toContain('2 s after the proposal expired at');
    expect(sentenceOf(approvalExpired, { ...decided('2026-03-01T09:00:00.000Z', until), action: { type: 'refund', effect: 'write', at: '2026-03-01T11:00:00.000Z' } })).toContain('Executed 2026-03-01T11:00:00Z, 1 h after the approval expired');
  });

  it('is not found in time, at the very instant, or without an end', () => {
    expect(sentenceOf(approvalExpired, { ...decided('2026-03-01T09:00:00.000Z', until), action: { type: 'refund', effect: 'write', at: '2026-03-01T10:00:00.000Z' } })).toBeNull();
    expect(sentenceOf(approvalExpired, decided('2026-03-01T10:00:02.000Z'))).toBeNull();
    expect(sentenceOf(approvalExpired, decided('2026-03-01T10:00:02.000Z', { expiresAt: 'soon' }))).toBeNull();
  });
});
