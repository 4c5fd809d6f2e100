import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { each, findingsOver, sentenceOf, surveyed } from '../../../test/support/surveyed-run.ts';
import { compensatedInPart } from './compensated-in-part.ts';
import { compensationOpen } from './compensation-open.ts';
import { openCompensations } from './open-compensations.ts';
import { overCompensated } from './over-compensated.ts';

const run = (recovery: JsonObject | null, more: JsonObject = {}): JsonObject => ({ subject: { customerId: '7' }, action: { type: 'refund', effect: 'write', amount: 100.1, currency: 'EUR' }, ...(recovery === null ? {} : { recovery: { currency: 'EUR', ...recovery } }), ...more });

describe('a compensation', () => {
  it('is open until its own outcome is confirmed', () => {
    expect(sentenceOf(compensationOpen, run({ status: 'pending', amount: 90 }))).toBe('A compensation of 90 EUR is recorded; its status is "pending".');
    expect(sentenceOf(compensationOpen, run({ amount: 90 }))).toContain('how it ended is not recorded');
    for (const recovery of [...each({ status: 'succeeded', amount: 90 }, { reversible: true, window: 'P60D' }), null]) expect(sentenceOf(compensationOpen, run(recovery))).toBeNull();
  });

  it('gives back less, as much, or more', () => {
    expect(sentenceOf(compensatedInPart, run({ status: 'succeeded', amount: 90 }))).toBe('90 EUR of 100.1 EUR is confirmed as given back; of the other 10.1 EUR this evidence does not say whether it is owed.');
    expect(sentenceOf(overCompensated, run({ status: 'succeeded', amount: '100.11' }))).toBe('100.11 EUR is confirmed as given back for 100.1 EUR executed: 0.01 EUR more.');
    for (const recovery of [...each({ status: 'succeeded', amount: '100.10' }, { status: 'pending', amount: 300 }, { status: 'succeeded', amount: 300, currency: 'USD' }), null]) for (const rule of [compensatedInPart, overCompensated]) expect(sentenceOf(rule, run(recovery))).toBeNull();
  });

  it('that is open adds up over the case, by currency and by person', () => {
    const open = (id: string, customerId: string | null, status = 'pending') => surveyed(run({ status, amount: 1 }, { run: { id }, ...(customerId === null ? { subject: {} } : { subject: { customerId } }) }));
    expect(findingsOver(openCompensations, [open('a', '7'), open('b', '7', 'failed'), open('c', null), open('d', '8', 'succeeded'), surveyed(run(null, { run: { id: 'e' } })), surveyed(run({ reversible: true }, { run: { id: 'f' } }))]).map(({ key, sentence, runs }) => [key, sentence, runs.length])).toEqual([
      ['EUR', '3 runs with a compensation that is not confirmed: 300.3 EUR executed for 1 subject; 1 without a recorded subject.', 3],
    ]);
  });
});
