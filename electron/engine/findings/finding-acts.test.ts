import { describe, expect, it } from 'vitest';
import { findingStated, partsOfFindingId, runFindingId, statedFindings } from './finding-acts.ts';

const act = (seq: number, findings: readonly string[], state: 'open' | 'accepted' | 'dismissed', reason = '') => ({ seq, at: '2026-03-17T08:00:00Z', actor: 'ann', data: { findings, state, reason } });

describe('what people said of findings', () => {
  it('is the latest word on each; one opened again is open as if nobody had spoken', () => {
    const stated = statedFindings([act(1, ['a:1', 'b:1'], 'dismissed', 'known'), act(2, ['a:1'], 'accepted'), act(3, ['b:1'], 'open')]);
    expect([...stated]).toEqual([['a:1', { state: 'accepted', by: 'ann', at: '2026-03-17T08:00:00Z', reason: '', journalSeq: 2 }]]);
  });

  it('is told in words', () => {
    expect(findingStated.words({ findings: ['a:1'], state: 'dismissed', reason: 'known' })).toBe('finding a:1 dismissed: known');
    expect(findingStated.words({ findings: ['a:1', 'a:2'], state: 'open', reason: '' })).toBe('2 findings opened again');
  });

  it('names findings by their rule and their run', () => {
    const run = '00112233-4455-8677-8899-aabbccddeeff';
    expect(partsOfFindingId(runFindingId('approval-not-recorded', run))).toEqual({ rule: 'approval-not-recorded', run });
    expect(partsOfFindingId('decided-in-burst:0a1b')).toEqual({ rule: 'decided-in-burst', run: null });
  });
});
