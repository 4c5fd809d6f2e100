import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { approvedAfterExecution as rule } from './approved-after-execution.ts';

const run = (decided: string | null, executed: string | null, more = {}) => ({ decision: { class: 'human', approver: 'ada', verdict: 'approved', ...(decided === null ? {} : { at: decided }), ...more }, action: { type: 'refund', effect: 'write', ...(executed === null ? {} : { at: executed }) } });

describe('approved after execution', () => {
  it('is found with both instants', () => {
    expect(sentenceOf(rule, run('2026-03-01T10:25:00.5Z', '2026-03-01T10:00:00.5Z'))).toBe('Decided 2026-03-01T10:25:00.500Z, 25 min after execution at 2026-03-01T10:00:00.500Z.');
    expect(sentenceOf(rule, run('2026-03-01T10:00:00.000000002Z', '2026-03-01T10:00:00.000000001Z'))).toContain('0.000000001 s after');
    expect(sentenceOf(rule, run('2026-03-01T12:00:00.0Z', '2026-03-01T11:59:00.0+00:00'))).toContain('1 min after');
  });

  it('is not found before, or where the order cannot be told', () => {
    expect(sentenceOf(rule, run('2026-03-01T10:00:00Z', '2026-03-01T10:00:01Z'))).toBeNull();
    expect(sentenceOf(rule, run('2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'))).toBeNull();
    expect(sentenceOf(rule, run('2026-03-01T10:00:00.9Z', '2026-03-01T10:00:00Z'))).toBeNull();
    expect(sentenceOf(rule, run('2026-03-01T10:00:01Z', '2026-03-01T10:00:00Z'))).not.toBeNull();
  });

  it('is not found without an instant, of a refusal, or where an earlier decision allowed it', () => {
    expect(sentenceOf(rule, run(null, '2026-03-01T10:00:00Z'))).toBeNull();
    expect(sentenceOf(rule, run('2026-03-01T10:25:00Z', null))).toBeNull();
    expect(sentenceOf(rule, run('2026-03-01T10:25:00Z', '2026-03-01T10:00:00Z', { verdict: 'rejected' }))).toBeNull();
    expect(sentenceOf(rule, { ...run(null, '2026-03-01T10:00:00Z'), decision: [{ approver: 'ada', at: '2026-03-01T09:00:00Z' }, { approver: 'bob', at: '2026-03-01T11:00:00Z' }] })).toBeNull();
  });
});
