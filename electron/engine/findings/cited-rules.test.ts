import { expect, it } from 'vitest';
import { findingsOver, plainContext, registry, surveyed } from '../../../test/support/surveyed-run.ts';
import { ruleNotAdopted } from './rule-not-adopted.ts';
import { ruleWithoutOwner } from './rule-without-owner.ts';
import { ruleWithoutReview } from './rule-without-review.ts';

const entry = { id: 'T-1', version: '1', validFrom: '2026-01-01T00:00:00Z' };
const rules = [{ ...entry, owner: null, review: null, approvedBy: null }, { ...entry, id: 'T-2', owner: 'finance', review: 'quarterly', approvedBy: 'head of finance' }, { ...entry, id: 'T-3' }];
const context = { ...plainContext, versions: registry({ rules }) };
const run = (id: string, ruleId: string, ruleVersion: string | null = '1') => surveyed({ run: { id }, decision: { class: 'named rule', ruleId, ...(ruleVersion === null ? {} : { ruleVersion }) } });

it.each([[ruleWithoutOwner, 'no owner'], [ruleWithoutReview, 'no review cadence'], [ruleNotAdopted, 'nobody who adopted it']] as const)('rules in use that lack something are found once each, with their runs: $id', (rule, what) => {
  const found = findingsOver(rule, [run('a', 'T-1'), run('b', 'T-1'), run('c', 'T-2'), run('d', 'T-9'), run('e', 'T-1', '7'), run('f', 'T-1', null)], context);
  expect(found.map(({ key, sentence, runs }) => [key, sentence, runs.length])).toEqual([
    ['T-1 ', `Rule T-1 version 1 allowed 1 run; its register records ${what}.`, 1],
    ['T-1 1', `Rule T-1 version 1 allowed 2 runs; its register records ${what}.`, 2],
  ]);
  expect(findingsOver(rule, [surveyed({ decision: { class: 'human', approver: 'ada' } })], context)).toEqual([]);
});
