import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { each, findingOf, sentenceOf, surveyedBySources } from '../../../test/support/surveyed-run.ts';
import { environmentMixed } from './environment-mixed.ts';
import { environmentNotRecorded } from './environment-not-recorded.ts';
import { naiveTime } from './naive-time.ts';
import { orderContradictsLineage } from './order-contradicts-lineage.ts';
import { sourcesContradict } from './sources-contradict.ts';
import { triggerIsAlias } from './trigger-is-alias.ts';
import { triggerNotRecorded } from './trigger-not-recorded.ts';

const action = { type: 'refund', effect: 'write', system: 'gateway', recordId: 'INV-1', amount: 40, at: '2026-03-01T10:00:00Z' };
const run = (more: JsonObject = {}): JsonObject => ({ agent: { name: 'desk' }, action, ...more });

describe('the trigger', () => {
  it('is not recorded', () => {
    expect(sentenceOf(triggerNotRecorded, run())).toBe('refund was executed; what set it off is not recorded.');
    expect(sentenceOf(triggerNotRecorded, run({ trigger: { at: '2026-03-01T09:00:00Z' } }))).not.toBeNull();
    for (const one of each(run({ trigger: { kind: 'event' } }), run({ trigger: { ref: { hash: '00' } } }), { action }, { agent: { name: 'desk' } })) expect(sentenceOf(triggerNotRecorded, one)).toBeNull();
  });

  it('is an alias', () => {
    expect(sentenceOf(triggerIsAlias, run({ trigger: { kind: 'system', actor: 'svc-desk' } }))).toBe('The trigger is recorded as kind "system", actor "svc-desk", without a reference.');
    for (const trigger of each({ kind: 'system', ref: 'job-1' }, { kind: 'event' }, { kind: 'instruction', actor: 'ada' }, { kind: 'auto', condition: 'overdue' })) expect(sentenceOf(triggerIsAlias, run({ trigger }))).toBeNull();
    expect(sentenceOf(triggerIsAlias, run())).toBeNull();
  });
});

describe('the environment', () => {
  it('is not recorded', () => {
    expect(sentenceOf(environmentNotRecorded, run())).toBe('refund was executed; in which environment is not recorded.');
    for (const one of each(run({ context: { environment: 'staging' } }), run({ context: { environment: { hash: '00' } } }), { action })) expect(sentenceOf(environmentNotRecorded, one)).toBeNull();
  });

  it('is not that of what it touched', () => {
    const inside = (environment: string, more: JsonObject = {}) => sentenceOf(environmentMixed, run({ context: { environment }, ...more }));
    expect(inside('production', { inputs: { refs: ['db-staging/invoice:7'] } })).toBe('The environment is recorded as "production", and a source as "db-staging/invoice:7".');
    expect(inside('staging', { action: { ...action, system: 'gateway.prod' } })).toContain('the system as "gateway.prod"');
    expect(inside('production', { action: { ...action, system: 'latest-contest' } })).toBeNull();
    expect([inside('production'), inside('staging'), inside('europe', { action: { ...action, system: 'x-test' } }), sentenceOf(environmentMixed, run({ action: { ...action, system: 'x-test' } }))]).toEqual([null, null, null, null]);
    expect(sentenceOf(environmentMixed, surveyedBySources(run({ context: { environment: 'staging' } }), { context: { environment: 'production' } }))).toContain('Its records name the environments');
  });
});

describe('times', () => {
  it('without a zone are found where nobody stated one', () => {
    expect(sentenceOf(naiveTime, run({ action: { ...action, at: '2026-03-01T10:00:00' } }))).toBe('The time of the execution, "2026-03-01T10:00:00", states no zone, and none is stated for its source.');
    for (const one of each(run(), run({ action: { ...action, at: '2026-03-01T10:00:00+01:00' } }), run({ action: { ...action, at: 'noon' } }), run({ action: { type: 'refund' } }))) expect(sentenceOf(naiveTime, one)).toBeNull();
  });

  it('that contradict the order of the steps are found, as far as they can be told apart', () => {
    const outcome = (at: string) => sentenceOf(orderContradictsLineage, run({ outcome: { status: 'succeeded', at } }));
    expect(outcome('2026-03-01T09:59:58Z')).toBe('The outcome states 2026-03-01T09:59:58Z, 2 s before the execution at 2026-03-01T10:00:00Z.');
    expect(['2026-03-01T10:00:00Z', '2026-03-01T10:00:01Z', 'noon'].map(outcome)).toEqual([null, null, null]);
    expect(sentenceOf(orderContradictsLineage, run({ action: { ...action, at: '2026-03-01T10:00:00.900Z' }, outcome: { status: 'ok', at: '2026-03-01T10:00:00Z' } }))).toBeNull();
    expect(sentenceOf(orderContradictsLineage, { trigger: { at: '2026-03-01T10:00:00Z' }, output: { at: '2026-03-01T09:00:00Z' } })).toContain('The output states');
    expect(sentenceOf(orderContradictsLineage, run())).toBeNull();
  });
});

describe('records that disagree', () => {
  it('are found with what each says', () => {
    const found = findingOf(sourcesContradict, surveyedBySources(run({ outcome: { status: 'succeeded' } }), { action: { amount: 16 }, outcome: { status: 'failed' } }));
    expect(found?.sentence).toBe('2 values of 2 sources disagree: execution.amount: 16 and 40; outcome.status: failed and succeeded.');
    expect(found?.evidence).toEqual(['execution.amount', 'outcome.status']);
  });

  it('are not those that say the same in other words, or went on', () => {
    expect(findingOf(sourcesContradict, surveyedBySources(run({ outcome: { status: 'pending' } }), { action: { amount: '40.0' }, outcome: { status: 'succeeded' } }))).toBeNull();
    expect(findingOf(sourcesContradict, surveyedBySources(run()))).toBeNull();
  });
});
