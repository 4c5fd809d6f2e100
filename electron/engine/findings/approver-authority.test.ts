import { describe, expect, it } from 'vitest';
import { parseInstant } from '#shared/time.ts';
import { plainContext, sentenceOf } from '../../../test/support/surveyed-run.ts';
import { approvalAboveLimit } from './approval-above-limit.ts';
import { approverWithoutAuthority } from './approver-without-authority.ts';

const ns = (text: string): string => {
  const read = parseInstant(text);
  return read.ok ? read.ns : '';
};
const context = {
  ...plainContext,
  authorities: [
    { principal: 'ada', action: 'refund', limit: '100.00', currency: 'EUR', from: ns('2026-01-01T00:00:00Z'), until: ns('2026-03-01T10:00:00Z') },
    { principal: 'bob', action: 'deletion', limit: null, currency: null, from: null, until: null },
  ],
};
const run = (approver: string, at: string, amount: number, currency = 'EUR') => ({ output: { amount, currency }, decision: { class: 'human', approver, at }, action: { type: 'refund', at } });

describe('authority of the approver', () => {
  it('is missing where the list has nobody, no such action or not that time; its end is excluded', () => {
    expect(sentenceOf(approverWithoutAuthority, run('eve', '2026-02-01T10:00:00Z', 1), context)).toContain('does not name this principal');
    expect(sentenceOf(approverWithoutAuthority, run('bob', '2026-02-01T10:00:00Z', 1), context)).toContain('no authority for refund');
    expect(sentenceOf(approverWithoutAuthority, run('ada', '2026-03-01T10:00:00Z', 1), context)).toContain('none of 1 entries for refund covers that instant');
    expect(sentenceOf(approverWithoutAuthority, run('ada', '2026-03-01T09:59:59.999999999Z', 1), context)).toBeNull();
  });

  it('ends at its limit, which itself is within it; another currency is not compared', () => {
    expect(sentenceOf(approvalAboveLimit, run('ada', '2026-02-01T10:00:00Z', 100.01), context)).toBe('ada approved 100.01 EUR; the limit at that time was 100.00 EUR.');
    expect(sentenceOf(approvalAboveLimit, run('ada', '2026-02-01T10:00:00Z', 100), context)).toBeNull();
    expect(sentenceOf(approvalAboveLimit, run('ada', '2026-02-01T10:00:00Z', 900, 'USD'), context)).toBeNull();
    expect(sentenceOf(approvalAboveLimit, run('ada', '2026-03-02T10:00:00Z', 900), context)).toBeNull();
  });

  it('is not judged without an instant, an amount or a list', () => {
    expect(sentenceOf(approverWithoutAuthority, { decision: { class: 'human', approver: 'eve' }, action: { type: 'refund' } }, context)).toBeNull();
    expect(sentenceOf(approvalAboveLimit, { decision: { class: 'human', approver: 'ada', at: '2026-02-01T10:00:00Z' }, action: { type: 'refund' } }, context)).toBeNull();
    expect([approverWithoutAuthority, approvalAboveLimit].map((rule) => [rule.needs?.(plainContext), rule.needs?.(context)])).toEqual(Array.from({ length: 2 }, () => ['no list of who may approve what was supplied', null]));
  });
});
