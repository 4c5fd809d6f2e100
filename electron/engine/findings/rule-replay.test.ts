import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { plainContext, registry, sentenceOf, surveyed } from '../../../test/support/surveyed-run.ts';
import { queuedAlthoughAllowed } from './queued-although-allowed.ts';
import { ruleChangedBeforeExecution } from './rule-changed-before-execution.ts';
import { ruleInputsMissing } from './rule-inputs-missing.ts';
import { ruleNotInForce } from './rule-not-in-force.ts';
import { ruleNotInRegister } from './rule-not-in-register.ts';
import { ruleReplay } from './rule-replay.ts';
import { ruleSilent } from './rule-silent.ts';
import { rulesDisagree } from './rules-disagree.ts';
import { thresholdBreach } from './threshold-breach.ts';

const amount = { quantity: 'refund amount', operator: '<', value: 100, unit: 'EUR' };
const age = { quantity: 'account age', operator: '>', value: 90, unit: 'days' };
const rule = (conditions: JsonValue, more: JsonObject = {}) => ({ id: 'T-1', version: '1', validFrom: '2026-01-01T00:00:00Z', validTo: '2026-06-01T00:00:00Z', effect: 'approve automatically', conditions, ...more });
const context = (...rules: readonly JsonObject[]) => ({ ...plainContext, versions: registry({ rules }) });
const run = (more: JsonObject = {}, decision: JsonObject = {}): JsonObject => ({ output: { amount: 99.99, currency: 'EUR' }, decision: { class: 'named rule', ruleId: 'T-1', ruleVersion: '1', at: '2026-03-01T10:00:00Z', ...decision }, action: { type: 'refund', effect: 'write', at: '2026-03-01T10:00:05Z' }, ...more });
const classOf = (one: JsonObject, with_ = context(rule([amount]))) => ruleReplay(with_)(surveyed(one))?.class ?? null;

describe('the replay of a threshold rule', () => {
  it('compares amounts exactly, with the direction the register states', () => {
    const of = (value: number, operator: string) => classOf(run({ output: { amount: value, currency: 'EUR' } }), context(rule([{ ...amount, operator }])));
    expect([of(99.99, '<'), of(100, '<'), of(100, '<='), of(100.01, '≤'), of(100, '='), of(100, '!=')]).toEqual(['correctly automatic', 'should have been queued', 'correctly automatic', 'should have been queued', 'correctly automatic', 'should have been queued']);
  });

  it('goes by the proposed amount, and by the executed one only where none is proposed, saying so', () => {
    const executed = { action: { type: 'refund', effect: 'write', amount: 500, currency: 'EUR', at: '2026-03-01T10:00:05Z' } };
    expect(classOf(run(executed))).toBe('correctly automatic');
    expect(sentenceOf(thresholdBreach, run({ ...executed, output: { value: 'refund' } }), context(rule([amount])))).toBe('Allowed by rule T-1 version 1, in force at 2026-03-01T10:00:00Z, whose conditions do not all hold: refund amount < 100 EUR: 500 EUR executed (no proposed amount is recorded).');
  });

  it('converts nothing and guesses nothing: another currency, none, or no value leave it open', () => {
    expect(sentenceOf(ruleInputsMissing, run({ output: { amount: 5, currency: 'USD' } }), context(rule([amount])))).toContain('5 USD is recorded, and the rule speaks of EUR');
    expect([classOf(run({ output: { amount: 5 } })), classOf(run({ output: { value: 'x' } })), classOf(run(), context(rule([{ ...amount, unit: null }]))), classOf(run(), context(rule([{ ...amount, operator: 'about' }])))]).toEqual(Array.from({ length: 4 }, () => 'inputs missing'));
  });

  it('finds a false condition beside an open one: the rule was broken whatever the other says', () => {
    expect(classOf(run({ output: { amount: 500, currency: 'EUR' } }), context(rule([age, amount])))).toBe('should have been queued');
  });

  it('counts the age of an account to the decision, not from what is known today', () => {
    const aged = (features: JsonObject, at = '2026-03-01T10:00:00Z') => classOf(run({ inputs: { features } }, { at }), context(rule([age])));
    expect([aged({ accountOpenedAt: '2025-12-01T10:00:00Z' }), aged({ accountOpenedAt: '2025-12-01T09:59:59Z' }), aged({ account_age_days: 91 }), aged({ accountAgeDays: 90 })]).toEqual(['should have been queued', 'correctly automatic', 'correctly automatic', 'should have been queued']);
    // A date alone may be any instant of that day, in any zone.
    expect([aged({ accountSince: '2025-12-01' }), aged({ accountSince: '2025-11-20' }), aged({ accountSince: 'long ago' }), aged({})]).toEqual(['inputs missing', 'correctly automatic', 'inputs missing', 'inputs missing']);
  });

  it('takes 40 and 80 for what the operator says, and leaves a shared or missing territory to its own class', () => {
    const above80 = context(rule([{ quantity: 'lead score', operator: '>', value: 80, unit: '0-100' }, { quantity: 'territories', operator: '=', value: 1, unit: 'rules' }]));
    const lead = (score: number, territory: JsonValue, scale: string | null = '0-100') => classOf(run({ output: { score, ...(scale === null ? {} : { scale }) }, inputs: { state: { territory } } }), above80);
    expect([lead(80, 'one'), lead(81, 'one'), lead(40, 'one'), lead(90, 'shared'), lead(90, 'none'), lead(70, 'none'), lead(90, ['a', 'b']), lead(90, 3), lead(90, 'north')]).toEqual([
      'should have been queued', 'correctly automatic', 'should have been queued', 'should have been queued', 'rule silent', 'should have been queued', 'should have been queued', 'should have been queued', 'inputs missing',
    ]);
    expect([lead(0.9, 'one', '0-1'), lead(90, 'one', null), lead(90, 'one', '0–100')]).toEqual(['inputs missing', 'inputs missing', 'correctly automatic']);
    expect(sentenceOf(ruleSilent, run({ output: { score: 90, scale: '0-100' }, inputs: { state: { territory: 'none' } } }), above80)).toContain('says nothing of this case: territories = 1 rules: territory "none"');
  });

  it('compares a recorded feature by its name', () => {
    const of = (features: JsonObject) => classOf(run({ inputs: { features } }), context(rule([{ quantity: 'Risk band', operator: '=', value: 'low', unit: null }])));
    expect([of({ risk_band: 'low' }), of({ riskBand: 'high' }), of({ riskBand: { redacted: true } }), of({})]).toEqual(['correctly automatic', 'should have been queued', 'inputs missing', 'inputs missing']);
  });

  it('asks which entry was in force at the decision: its first instant is its own, its last is not', () => {
    const at = (instant: string, version = '1') => classOf(run({}, { at: instant, ruleVersion: version }));
    expect([at('2026-01-01T00:00:00Z'), at('2025-12-31T23:59:59Z'), at('2026-06-01T00:00:00Z'), at('2026-03-01T00:00:00Z', '2')]).toEqual(['correctly automatic', 'not in force', 'not in force', 'not in force']);
    expect(sentenceOf(ruleNotInForce, run({}, { at: '2026-06-01T00:00:00Z' }), context(rule([amount])))).toBe('Allowed by rule T-1 version 1, of which the register has nothing in force at 2026-06-01T00:00:00Z.');
  });

  it('falls back to the execution, marked, and gives up without a time', () => {
    const untimed = { ...run(), decision: { class: 'named rule', ruleId: 'T-1' } };
    expect(sentenceOf(thresholdBreach, { ...untimed, output: { amount: 200, currency: 'EUR' } }, context(rule([amount])))).toContain('(of the execution; the decision states no time)');
    expect(classOf({ ...untimed, action: { type: 'refund', effect: 'write' } })).toBe('time not recorded');
  });

  it('shows every entry of an overlap, and says where they disagree', () => {
    const both = context(rule([amount]), rule([{ ...amount, value: 50 }], { version: '2' }));
    expect(sentenceOf(rulesDisagree, { ...run(), decision: { class: 'named rule', ruleId: 'T-1', at: '2026-03-01T10:00:00Z' } }, both)).toBe('Of rule T-1 (version not recorded) the register has 2 entries in force at 2026-03-01T10:00:00Z: version 1 allows it, version 2 does not.');
    expect(sentenceOf(rulesDisagree, run(), both)).toBeNull();
  });

  it('is silent about rules without conditions, people, and registers that are not there', () => {
    expect([classOf(run(), context(rule(null))), classOf(run({}, { class: 'human', approver: 'ada' })), classOf(run(), plainContext)]).toEqual(['no conditions', null, 'not in register']);
    expect(sentenceOf(ruleNotInRegister, run({}, { ruleId: 'T-9' }), context(rule([amount])))).toContain('rule T-9 version 1, which no imported register names');
    expect([thresholdBreach, ruleNotInRegister].map(({ needs }) => [needs?.(plainContext), needs?.(context(rule([amount])))])).toEqual(Array.from({ length: 2 }, () => ['no register of rules is imported', null]));
  });
});

describe('beside the replay', () => {
  it('a rule that changed between decision and execution is found', () => {
    const changed = context(rule([amount], { validTo: '2026-03-01T10:00:03Z' }), rule([amount], { version: '2', validFrom: '2026-03-01T10:00:03Z' }));
    expect(sentenceOf(ruleChangedBeforeExecution, run(), changed)).toBe('Of rule T-1 the register has version 1 in force at the decision, 2026-03-01T10:00:00Z, and version 2 at the execution, 2026-03-01T10:00:05Z.');
    expect(sentenceOf(ruleChangedBeforeExecution, run(), context(rule([amount])))).toBeNull();
    expect(sentenceOf(ruleChangedBeforeExecution, { ...run(), decision: { class: 'named rule', ruleId: 'T-1' } }, changed)).toBeNull();
  });

  it('a person asked about what a rule allows is found, where the rule speaks of such actions', () => {
    const human = (value: number, type = 'refund') => ({ ...run({ output: { amount: value, currency: 'EUR' }, action: { type, effect: 'write', at: '2026-03-01T10:00:05Z' } }), decision: { class: 'human', approver: 'ada', at: '2026-03-01T10:00:00Z' } });
    expect(sentenceOf(queuedAlthoughAllowed, human(5), context(rule([amount])))).toContain('A person decided; rule T-1 version 1 was in force and all its conditions hold');
    for (const one of [human(100), human(5, 'payout')]) expect(sentenceOf(queuedAlthoughAllowed, one, context(rule([amount])))).toBeNull();
    expect(sentenceOf(queuedAlthoughAllowed, human(5), context(rule([amount], { effect: 'send to the queue' })))).toBeNull();
    expect(sentenceOf(queuedAlthoughAllowed, { ...human(5), output: { value: 'x' } }, context(rule([amount])))).toBeNull();
  });
});
