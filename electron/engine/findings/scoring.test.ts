import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { each, findingsOver, plainContext, registry, sentenceOf, surveyed } from '../../../test/support/surveyed-run.ts';
import { assigneeInactive } from './assignee-inactive.ts';
import { agentInactive } from './agent-inactive.ts';
import { disputeDecidedLate } from './dispute-decided-late.ts';
import { disputeDecisionUnlinked } from './dispute-decision-unlinked.ts';
import { disputeOverdue } from './dispute-overdue.ts';
import { featuresWithoutValues } from './features-without-values.ts';
import { isoWeek } from './iso-week.ts';
import { overrideWithoutPerson } from './override-without-person.ts';
import { reassignmentAlert } from './reassignment-alert.ts';
import { scoreNearThreshold } from './score-near-threshold.ts';
import { scoreScaleMixed } from './score-scale-mixed.ts';

describe('overrides', () => {
  it('by nobody are found', () => {
    expect(sentenceOf(overrideWithoutPerson, { override: { flag: true } })).toBe('The result is flagged as overridden; by whom is not recorded, nor why.');
    for (const override of each({ flag: true, by: 'ada' }, { flag: true, by: { hash: '00' } }, { flag: false }, {})) expect(sentenceOf(overrideWithoutPerson, { override })).toBeNull();
  });

  const lead = (id: number, flag: boolean | null, more: JsonObject = {}) =>
    surveyed({ run: { id: `l${id}` }, agent: { name: 'router' }, decision: { class: 'named rule', ruleId: 'L-1' }, ...(flag === null ? {} : { override: { flag } }), action: { type: 'lead_route', effect: 'write', at: '2026-03-18T10:00:00Z' }, ...more });
  const week = (automatic: number, overridden: number, unsaid = 0) => Array.from({ length: automatic }, (_, index) => lead(index, index < overridden ? true : index < automatic - unsaid ? false : null));

  it('of more than 5 % of a week call for an alert; exactly 5 % and a single one do not', () => {
    expect(findingsOver(reassignmentAlert, week(40, 3)).map(({ key, sentence, runs }) => [key, sentence, runs.length])).toEqual([['2026-W12 lead_route', '3 of 40 automatic runs of lead_route in 2026-W12 were changed by hand (7.5 %); few runs, so that one more or less changes the share much.', 3]]);
    expect(findingsOver(reassignmentAlert, week(40, 2))).toEqual([]);
    expect(findingsOver(reassignmentAlert, week(3, 1))).toEqual([]);
    expect(findingsOver(reassignmentAlert, week(60, 6, 10)).map(({ sentence }) => sentence)).toEqual(['6 of 60 automatic runs of lead_route in 2026-W12 were changed by hand (10.0 %), at least: 10 runs of them say nothing of an override.']);
  });

  it('count automatic routings of their own week and type only', () => {
    const other = [lead(91, true, { decision: { class: 'human', approver: 'ada' } }), lead(92, true, { action: { type: 'refund', effect: 'write', at: '2026-03-18T10:00:00Z' } }), lead(93, true, { action: { type: 'lead_route', effect: 'write', at: '2026-03-15T23:59:59Z' } })];
    expect(findingsOver(reassignmentAlert, [...week(40, 1), ...other])).toEqual([]);
  });

  it('fall into ISO weeks', () => {
    const weekOf = (text: string) => isoWeek(String(BigInt(Date.parse(text)) * 1_000_000n));
    expect(['2026-03-16T00:00:00Z', '2026-03-22T23:59:59Z', '2026-03-23T00:00:00Z', '2027-01-01T00:00:00Z', '2024-12-30T00:00:00Z', '1969-12-29T00:00:00Z'].map(weekOf)).toEqual(['2026-W12', '2026-W12', '2026-W13', '2026-W53', '2025-W01', '1970-W01']);
  });
});

describe('scores', () => {
  const rules = [{ id: 'L-1', version: '1', validFrom: '2026-01-01T00:00:00Z', validTo: null, conditions: [{ quantity: 'lead score', operator: '>', value: 80, unit: '0-100' }] }];
  const context = { ...plainContext, versions: registry({ rules }) };
  const scored = (score: number, scale: string | null = '0-100', type = 'lead_route') => ({ output: { score, ...(scale === null ? {} : { scale }), at: '2026-03-01T10:00:00Z' }, action: { type } });

  it('near a threshold are found, a point included', () => {
    expect([79, 80, 81].map((score) => sentenceOf(scoreNearThreshold, scored(score), context))).toEqual(['lies 1 from', 'lies exactly on', 'lies 1 from'].map((words) => expect.stringContaining(words)));
    for (const one of [scored(78.9), scored(81.5), scored(0.8, '0-1'), scored(80, null), scored(80, '0-100', 'ticket_route'), { action: { type: 'lead_route' } }]) expect(sentenceOf(scoreNearThreshold, one, context)).toBeNull();
  });

  it('beside alternatives on another scale are found', () => {
    const beside = (score: number, scale: string | null, alternatives: JsonValue) => sentenceOf(scoreScaleMixed, { output: { score, ...(scale === null ? {} : { scale }), alternatives } });
    expect(beside(87, '0-100', [{ score: 0.87 }, { score: 0.84 }])).toBe('Score 87 (scale 0-100) beside an alternative with 0.87 and no scale stated.');
    expect(beside(87, null, ['rep_2 (0.87)'])).toContain('beside an alternative with 0.87');
    expect(beside(0.9, '0-1', [{ score: 88, scale: '0-100' }])).toContain('(scale 0-100)');
    expect([beside(87, '0-100', [{ score: 61 }, { score: 0.5 }]), beside(0.9, '0-1', [{ score: 0.5 }]), beside(87, '0-100', []), beside(87, '0-100', ['rep_2'])]).toEqual([null, null, null, null]);
    expect(sentenceOf(scoreScaleMixed, { output: { alternatives: [{ score: 0.5 }] } })).toBeNull();
  });

  it('of features that only have names are found', () => {
    const of = (features: JsonValue) => sentenceOf(featuresWithoutValues, { inputs: { features } });
    expect(of({ size: null, industry: '' })).toBe('2 input features are named, and none has a recorded value.');
    expect(of(['size', 'industry'])).not.toBeNull();
    expect([of({ size: null, industry: 'retail' }), of({ size: 0 }), of({}), of(null), sentenceOf(featuresWithoutValues, {})]).toEqual([null, null, null, null, null]);
  });
});

describe('disputes', () => {
  const dispute = (id: string, more: JsonObject = {}) => ({ run: { id }, dispute: { id: `D-${id}`, filedAt: '2026-03-01T10:00:00Z', ...more } });
  it('are decided late after 48 hours and a nanosecond', () => {
    expect(sentenceOf(disputeDecidedLate, dispute('a', { decidedAt: '2026-03-03T10:00:00.000000001Z' }))).toBe('Dispute D-a was filed at 2026-03-01T10:00:00Z and decided 2 days later; 48 h are allowed.');
    expect(sentenceOf(disputeDecidedLate, dispute('a', { decidedAt: '2026-03-03T10:00:00Z' }))).toBeNull();
    expect(sentenceOf(disputeDecidedLate, dispute('a'))).toBeNull();
  });

  it('are overdue where the case is 48 hours further, and nothing says how they ended', () => {
    const asOf = (hours: number) => ({ ...plainContext, asOf: String((BigInt(Date.parse('2026-03-01T10:00:00Z')) + BigInt(hours) * 3_600_000n) * 1_000_000n) });
    const runs = [surveyed(dispute('a')), surveyed(dispute('b', { decidedAt: '2026-03-02T10:00:00Z' })), surveyed(dispute('c', { outcome: 'denied' })), surveyed({ run: { id: 'd' } })];
    expect(findingsOver(disputeOverdue, runs, asOf(49)).map(({ sentence }) => sentence)).toEqual(['Dispute D-a, filed at 2026-03-01T10:00:00Z, has no recorded decision 2 days 1 h later, at the latest instant of the case.']);
    expect(findingsOver(disputeOverdue, runs, asOf(48))).toEqual([]);
    expect(findingsOver(disputeOverdue, runs)).toEqual([]);
  });

  it('name a run of which nothing else is recorded', () => {
    expect(sentenceOf(disputeDecisionUnlinked, dispute('a'))).toBe('The dispute names the run a, of which nothing else is recorded.');
    for (const one of each({ ...dispute('a'), action: { type: 'lead_route' } }, { output: { score: 1 } })) expect(sentenceOf(disputeDecisionUnlinked, one)).toBeNull();
  });
});

describe('the roster', () => {
  const context = { ...plainContext, roster: [{ principal: 'rep-1', from: null, until: '1772359200000000000' }, { principal: 'router', from: '1772359200000000000', until: null }] };
  const run = (at: string | null, assignee = 'rep-1', agent = 'router') => ({ agent: { id: 'x', name: agent }, action: { type: 'lead_route', effect: 'write', assignee, ...(at === null ? {} : { at }) } });
  it('says who was not active, from its first instant to before its last', () => {
    expect(sentenceOf(assigneeInactive, run('2026-03-01T10:00:00Z'), context)).toBe('Assigned to rep-1 at 2026-03-01T10:00:00Z, when the roster has them not active.');
    expect(sentenceOf(agentInactive, run('2026-03-01T09:59:59Z'), context)).toBe('Executed at 2026-03-01T09:59:59Z by router, which the roster has not active then.');
    expect([sentenceOf(assigneeInactive, run('2026-03-01T09:59:59Z'), context), sentenceOf(agentInactive, run('2026-03-01T10:00:00Z'), context)]).toEqual([null, null]);
  });

  it('says nothing of those it does not name, of no time, or where there is none', () => {
    for (const rule of [assigneeInactive, agentInactive]) {
      expect([sentenceOf(rule, run('2026-03-05T10:00:00Z', 'rep-9', 'other'), context), sentenceOf(rule, run(null), context)]).toEqual([null, null]);
      expect(rule.needs?.(plainContext)).toContain('no roster');
    }
  });
});
