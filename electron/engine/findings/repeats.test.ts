import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { each, findingsOver, sentenceOf, surveyed, surveyedBySources } from '../../../test/support/surveyed-run.ts';
import { actionWithoutAgent } from './action-without-agent.ts';
import { doublePaid } from './double-paid.ts';
import { executedMoreThanOnce } from './executed-more-than-once.ts';
import { idempotencyKeyReused } from './idempotency-key-reused.ts';
import { missingFromSecondSource } from './missing-from-second-source.ts';
import { possibleRepeat } from './possible-repeat.ts';
import { referenceInTwoEnvironments } from './reference-in-two-environments.ts';

const action: JsonObject = { type: 'refund', effect: 'write', operation: 'refunds.create', recordId: 'INV-1', amount: 40, currency: 'EUR', externalRef: 'ch_1', at: '2026-03-01T10:00:00Z' };
const run = (id: string, more: JsonObject = {}, status = 'succeeded', around: JsonObject = {}) => surveyed({ run: { id }, agent: { name: 'desk' }, ...around, action: { ...action, ...more }, outcome: { status } });

describe('a thing done twice', () => {
  it('is one reference that several runs paid', () => {
    const found = findingsOver(doublePaid, [run('a'), run('b', { amount: 41.5 }), run('c', {}, 'failed'), run('d', { type: 'charge' }), run('e', { externalRef: 'ch_2' })]);
    expect(found.map(({ key, runs, sentence }) => [key, runs.length, sentence.replace(/: .*/, '')])).toEqual([['ch_1', 2, '2 runs of refund succeeded for ch_1']]);
    expect(findingsOver(doublePaid, [run('a', { externalRef: null }), run('b', { externalRef: null })])).toEqual([]);
  });

  it('is one run that sent it under two keys, or executed it twice', () => {
    const sent = (key: string, at: string) => ({ event: 'executed', at, action: { ...action, at, idempotencyKey: key } });
    expect(sentenceOf(executedMoreThanOnce, surveyed(sent('k1', '2026-03-01T10:00:00Z'), sent('k2', '2026-03-01T10:00:40Z')))).toBe('Sent under 2 idempotency keys: k2, k1.');
    expect(sentenceOf(executedMoreThanOnce, surveyed(sent('k1', '2026-03-01T10:00:00Z'), sent('k1', '2026-03-01T10:00:40Z')))).toBeNull();
    expect(sentenceOf(executedMoreThanOnce, { action: [action, { ...action, at: '2026-03-01T10:00:40Z' }] })).toBe('Two of 2 executions are the same: refunds.create of 40 EUR on INV-1.');
    for (const one of each({ action: [action, { ...action, amount: 41 }] }, { action: [{ ...action, amount: null }, { ...action, amount: null }] }, { action: [action, action], outcome: { status: 'failed' } })) expect(sentenceOf(executedMoreThanOnce, one)).toBeNull();
  });

  it('is one idempotency key in several runs', () => {
    expect(findingsOver(idempotencyKeyReused, [run('a', { idempotencyKey: 'k' }), run('b', { idempotencyKey: 'k' }), run('c')]).map(({ sentence }) => sentence)).toEqual(['2 runs were executed under the idempotency key k.']);
  });

  it('is possibly one amount on one record within a day, where nothing stronger joins them', () => {
    const at = (id: string, day: number, more: JsonObject = {}) => run(id, { externalRef: `ch_${id}`, at: `2026-03-0${day}T10:00:00Z`, ...more });
    expect(findingsOver(possibleRepeat, [at('a', 1), at('b', 2, { amount: '40.00' }), at('c', 4)]).map(({ runs, sentence }) => [runs.length, sentence])).toEqual([[2, 'Possible: 2 runs of refund executed 40 EUR on INV-1, the first 2026-03-01T10:00:00Z, each within 24 h of the one before.']]);
    expect(findingsOver(possibleRepeat, [at('a', 1), at('b', 2, { at: '2026-03-02T10:00:00.000000001Z' })])).toEqual([]);
    expect(findingsOver(possibleRepeat, [at('a', 1), at('b', 1, { currency: 'USD' }), at('c', 1, { recordId: 'INV-2' }), run('d', { externalRef: 'ch_a', at: '2026-03-01T11:00:00Z' })])).toEqual([]);
  });
});

describe('what one side knows and the other does not', () => {
  const byHand = (id: string, type = 'refund') => surveyed({ run: { id }, action: { ...action, type }, outcome: { status: 'succeeded' } });
  it('is an action of a type that agents take, without an agent', () => {
    expect(findingsOver(actionWithoutAgent, [run('a'), byHand('b'), byHand('c', 'charge')]).map(({ key, sentence }) => [key, sentence])).toEqual([['refund', '1 run of refund names no agent, model or output; 1 other run of that type does.']]);
  });

  it('is a success that the other source does not have, where it has most', () => {
    const told = (id: string) => surveyedBySources({ run: { id }, agent: { name: 'desk' }, action, outcome: { status: 'succeeded' } }, { run: { id }, outcome: { externalId: 'x' } });
    expect(findingsOver(missingFromSecondSource, [told('a'), told('b'), run('c'), run('d', {}, 'failed'), run('e', {}, 'succeeded', { context: { environment: 'staging' } })]).map(({ sentence, runs }) => [sentence, runs.length])).toEqual([['1 of 3 runs of refund that succeeded are told by one source only; the others by two or more.', 1]]);
    expect(findingsOver(missingFromSecondSource, [told('a'), run('c')])).toEqual([]);
  });

  it('is a reference that two environments use', () => {
    const inside = (id: string, environment: string, ref = 'ch_1') => run(id, { externalRef: ref }, 'succeeded', { context: { environment } });
    expect(findingsOver(referenceInTwoEnvironments, [inside('a', 'production'), inside('b', 'staging'), inside('c', 'production', 'ch_2'), run('d')]).map(({ sentence }) => sentence)).toEqual(['2 runs in production and staging name ch_1.']);
  });
});
