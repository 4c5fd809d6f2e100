import { describe, expect, it } from 'vitest';
import { findingsOver, surveyed } from '../../../test/support/surveyed-run.ts';
import { gateNotClassified as rule } from './gate-not-classified.ts';

const run = (id: string, type: string, effect = 'write', more = {}) => surveyed({ run: { id }, agent: { name: 'bot' }, action: { type, effect, at: '2026-03-01T10:00:00Z' }, ...more });

describe('types of action without a gate', () => {
  it('are found once each, with their runs', () => {
    const found = findingsOver(rule, [run('a', 'launch rocket'), run('b', 'launch rocket'), run('c', 'dig'), run('d', 'refund')]);
    expect(found.map(({ key, sentence, runs }) => [key, sentence, runs.length])).toEqual([
      ['dig', '1 run of the action type dig executed; the gate table, version 1, names no gate for it.', 1],
      ['launch rocket', '2 runs of the action type launch rocket executed; the gate table, version 1, names no gate for it.', 2],
    ]);
  });

  it('are not found of runs that only read, executed nothing, or name no AI', () => {
    expect(findingsOver(rule, [run('a', 'dig', 'read'), surveyed({ run: { id: 'b' }, agent: { name: 'bot' }, trigger: { kind: 'event' } }), surveyed({ run: { id: 'c' }, action: { type: 'charge', at: '2026-03-01T10:00:00Z' } })])).toEqual([]);
  });
});
