import { describe, expect, it } from 'vitest';
import { continuityText, subjectTyped, totalTexts, valueText } from './record-rows.ts';

describe('the record of a subject', () => {
  it('tells what is not recorded from what is recorded as empty', () => {
    expect([valueText({ recorded: false }), valueText({ recorded: true, value: null }), valueText({ recorded: true, value: '' }), valueText({ recorded: true, value: 12.5 })]).toEqual(['not recorded', 'recorded as empty', '', '12.5']);
  });

  it('never says who wrote in between, only that it is not in this evidence', () => {
    expect(continuityText({ continuity: 'changed in between', sameInstant: true })).toBe('changed in between by something not in this evidence; same instant as the write before it: source order');
    expect(continuityText({ continuity: null, sameInstant: false })).toBe('');
  });

  it('keeps currencies apart, and what has no outcome out of the sum', () => {
    expect(totalTexts({ totals: [{ currency: 'EUR', executed: '310.00', runs: 2, withoutOutcome: 1 }, { currency: null, executed: '5', runs: 1, withoutOutcome: 0 }] })).toEqual(['310.00 EUR in 2 confirmed runs, 1 run without a known outcome', '5 (currency not recorded) in 1 confirmed run']);
  });

  it('takes a bare id for a customer', () => {
    expect([subjectTyped(' 44821 '), subjectTyped('invoice:INV-7'), subjectTyped('')]).toEqual(['customer:44821', 'invoice:INV-7', null]);
  });
});
