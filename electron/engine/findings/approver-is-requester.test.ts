import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../test/support/surveyed-run.ts';
import { approverIsRequester } from './approver-is-requester.ts';
import { approverMayBeRequester } from './approver-may-be-requester.ts';

const run = (actor: string | null, approver: string) => ({ trigger: { kind: 'instruction', ...(actor === null ? {} : { actor }) }, decision: { class: 'human', approver } });

describe('approver and requester', () => {
  it('are one principal where the ids are the same', () => {
    expect(sentenceOf(approverIsRequester, run('ada.byron', 'ada.byron'))).toBe('ada.byron asked for the action and approved it.');
    expect(sentenceOf(approverMayBeRequester, run('ada.byron', 'ada.byron'))).toBeNull();
  });

  it('may be one where only the names are alike', () => {
    expect(sentenceOf(approverMayBeRequester, run('Ada Byron', 'ada.byron'))).toContain('Possible: "Ada Byron" asked');
    expect(sentenceOf(approverIsRequester, run('Ada Byron', 'ada.byron'))).toBeNull();
  });

  it.each([approverIsRequester, approverMayBeRequester])('raise nothing where they differ or one is not recorded: $id', (rule) => {
    expect(sentenceOf(rule, run('bob', 'ada'))).toBeNull();
    expect(sentenceOf(rule, run(null, 'ada'))).toBeNull();
    expect(sentenceOf(rule, { trigger: { actor: 'T-1' }, decision: { class: 'named rule', ruleId: 'T-1' } })).toBeNull();
    expect(sentenceOf(rule, { trigger: { actor: '...' }, decision: { class: 'human', approver: '--.' } })).toBeNull();
  });
});
