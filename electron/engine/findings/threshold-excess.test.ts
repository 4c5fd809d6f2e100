import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { findingsOver, plainContext, registry, surveyed } from '../../../test/support/surveyed-run.ts';
import { thresholdExcess } from './threshold-excess.ts';

const bound = (operator: string, more: JsonObject = {}): JsonObject => ({ id: 'T-1', version: '1', validFrom: '2026-01-01T00:00:00Z', validTo: null, conditions: [{ quantity: 'refund amount', operator, value: 100, unit: 'EUR' }, { quantity: 'account age', operator: '>', value: 90, unit: 'days' }], ...more });
const context = (...rules: readonly JsonObject[]) => ({ ...plainContext, versions: registry({ rules }) });
const run = (id: string, amount: string, more: JsonObject = {}) => surveyed({ run: { id }, decision: { class: 'named rule', ruleId: 'T-1', ruleVersion: '1', at: '2026-03-01T10:00:00Z' }, action: { type: 'refund', effect: 'write', amount, currency: 'EUR', at: '2026-03-01T10:00:05Z' }, outcome: { status: 'succeeded' }, ...more });
const said = (runs: Parameters<typeof findingsOver>[1], ...rules: readonly JsonObject[]): readonly string[] => findingsOver(thresholdExcess, runs, context(...rules)).map(({ sentence }) => sentence);

describe('what was executed above the bound of a rule', () => {
  it('is summed exactly, by rule and version, with what lies above the bound', () => {
    expect(said([run('a', '100.10'), run('b', '350.20'), run('c', '99.99')], bound('<'))).toEqual(['2 runs allowed by rule T-1 version 1 executed 450.30 EUR in all, 250.30 EUR of it above its bound of 100 EUR a run.']);
    expect(findingsOver(thresholdExcess, [run('a', '100.10'), run('b', '350.20')], context(bound('<')))[0]?.runs).toHaveLength(2);
  });

  it('goes by the direction the register states at the bound itself', () => {
    expect([said([run('a', '100.00')], bound('<')).length, said([run('a', '100.00')], bound('≤')).length]).toEqual([1, 0]);
  });

  it('leaves out what failed, another currency, another time, a rule nobody registered, and entries that overlap', () => {
    expect(said([run('a', '500', { outcome: { status: 'failed' } })], bound('<'))).toEqual([]);
    expect(said([run('a', '500', { action: { type: 'refund', effect: 'write', amount: '500', currency: 'USD', at: '2026-03-01T10:00:05Z' } })], bound('<'))).toEqual([]);
    expect(said([run('a', '500')], bound('<', { validFrom: '2026-04-01T00:00:00Z' }))).toEqual([]);
    expect(said([run('a', '500')], bound('<', { id: 'T-2' }))).toEqual([]);
    expect(said([run('a', '500')], bound('<'), bound('<', { validFrom: '2026-02-01T00:00:00Z' }))).toEqual([]);
    expect(said([run('a', '500', { decision: { class: 'human', approver: 'ada', at: '2026-03-01T10:00:00Z' } })], bound('<'))).toEqual([]);
  });

  it('is not judged without a register', () => {
    expect([thresholdExcess.needs?.(plainContext) === null, thresholdExcess.needs?.(context(bound('<')))]).toEqual([false, null]);
  });
});
