import { describe, expect, it } from 'vitest';
import { conditionWords, quartersOf } from './version-words.ts';

describe('a rule in words', () => {
  it('is its conditions and its effect, and nothing where none is readable', () => {
    const conditions = [{ quantity: 'refund amount', operator: '<' as const, value: '100', unit: 'EUR' }, { quantity: 'account age', operator: '>' as const, value: '90', unit: 'days' }];
    expect(conditionWords({ conditions, effect: 'approve automatically' })).toBe('refund amount < 100 EUR and account age > 90 days → approve automatically');
    expect(conditionWords({ conditions: [{ quantity: null, operator: null, value: '7', unit: null }], effect: null })).toBe('quantity not readable compared otherwise with 7');
    expect(conditionWords({ conditions: null, effect: null })).toBe(null);
  });
});

describe('quarters', () => {
  it('cover the span, newest first', () => {
    const ns = (text: string): string => `${Date.parse(text)}000000`;
    expect(quartersOf(ns('2025-12-31T23:59:59Z'), ns('2026-04-01T00:00:00Z'), 8)).toEqual([
      { title: '2026 Q2', at: '2026-04..2026-06' },
      { title: '2026 Q1', at: '2026-01..2026-03' },
      { title: '2025 Q4', at: '2025-10..2025-12' },
    ]);
    expect(quartersOf(ns('2020-01-01T00:00:00Z'), ns('2026-04-01T00:00:00Z'), 2)).toHaveLength(2);
  });
});
