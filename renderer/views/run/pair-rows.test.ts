import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { StageValue } from '#shared/model/lineage.ts';
import type { PairedStage, PairedValue, RunPair } from '#shared/model/run-pair.ts';
import type { RunRow } from '#shared/model/run.ts';
import { afterStartText, pairGroups, pairWords } from './pair-rows.ts';

const value = (json: JsonValue, offset = 1): StageValue => ({ value: json, provenance: 'recorded', rule: null, source: 'a.jsonl', sourceKey: 1, offset, length: 5, also: [] });
const paired = (name: string, a: JsonValue | undefined, b: JsonValue | undefined, verdict: PairedValue['verdict'], more: Partial<PairedValue> = {}): PairedValue => ({ name, a: a === undefined ? null : value(a), b: b === undefined ? null : value(b, 900), verdict, why: null, members: [], moreMembers: 0, ...more });
const side = (id: string, present = true, afterStart: string | null = null) => ({ id, present, title: '', at: null, afterStart });
const run: RunRow = {
  id: 'r', externalId: 'r', startedAt: null, executedAt: null, endedAt: null, actionType: 'refund', pattern: null, environment: null, agent: null, model: null, modelVersion: null, promptTemplate: null, promptVersion: null,
  approvalClass: 'not recorded', approver: null, ruleId: null, outcome: 'succeeded', amount: null, currency: null, subject: null, furtherSubjects: [], system: null, targetRecord: null, fields: 'rrrrrrr', recordedFields: 7, source: 'a', sourceKey: 1,
  sources: 1, records: 1, contradictions: 0, failedRecords: 0,
};
const pairOf = (...stages: readonly PairedStage[]): RunPair => ({ a: { run, records: [] }, b: { run, records: [] }, stages });

const execution: PairedStage = { kind: 'execution', place: 1, a: side('execution', true, '2000000000'), b: side('execution', true, '-1500000'), values: [paired('amount', 34, 340, 'different'), paired('currency', 'EUR', 'EUR', 'same'), paired('at', 'x', 'y', 'of its own')] };

describe('rows of two runs beside each other', () => {
  it('show what differs, or everything, each with the bytes of either side', () => {
    const pair = pairOf(execution);
    expect(pairGroups(pair, 'differences').map(({ title, rows }) => [title, rows.map(({ name }) => name)])).toEqual([['Execution', ['amount']]]);
    expect(pairGroups(pair, 'everything')[0]?.rows.map(({ name }) => name)).toEqual(['amount', 'currency', 'at']);
    expect(pairGroups(pair, 'differences')[0]?.rows[0]?.selections).toMatchObject({ a: { kind: 'span', span: { offset: 1 } }, b: { kind: 'span', span: { offset: 900 } } });
    expect(pairWords(pair)).toBe('1 value differs · 1 value the same · 1 ids and times each run has of its own');
  });

  it('say when either stage happened, from the start of its own run', () => {
    expect(pairGroups(pairOf(execution), 'differences')[0]?.detail).toBe('A +2 s · B −0.002 s, from the start of its run');
    expect([afterStartText('1204000000'), afterStartText('7200000000000'), afterStartText('172800000000000')]).toEqual(['+1.204 s', '+2.0 h', '+2.0 d']);
  });

  it('keep a stage that only one run has, though no value of it is left', () => {
    const decision: PairedStage = { kind: 'decision', place: 1, a: side('decision', false), b: side('decision'), values: [] };
    expect(pairGroups(pairOf(decision), 'differences')).toMatchObject([{ title: 'Approval', detail: 'A not recorded · B at no recorded time', rows: [] }]);
    expect(pairGroups(pairOf({ ...decision, b: side('decision', false) }), 'everything')).toEqual([]);
  });

  it('mark the words of a text that only one side has, and leave short values whole', () => {
    const [group] = pairGroups(pairOf({ ...execution, kind: 'output', values: [paired('text', 'refund the whole amount to customer 12', 'refund half the amount to customer 12', 'different'), paired('value', 'v13', 'v14', 'different')] }), 'differences');
    const [text, short] = group?.rows ?? [];
    expect(text?.a?.pieces?.map(({ text: words }) => words).join('')).toBe('refund the whole amount to customer 12');
    expect(text?.a?.pieces?.filter(({ kind }) => kind === 'removed').map(({ text: words }) => words).join('').trim()).toContain('whole');
    expect(text?.b?.pieces?.some(({ kind }) => kind === 'removed')).toBe(false);
    expect(short?.a?.pieces).toBeNull();
  });

  it('list the members that differ under their value, and count those left out', () => {
    const [group] = pairGroups(pairOf({ ...execution, values: [paired('arguments', { x: 1 }, { y: 2 }, 'different', { members: [{ pointer: '/x', a: '1', b: null, withheld: false }], moreMembers: 3 })] }), 'differences');
    expect(group?.rows.map(({ name, verdict, why }) => [name, verdict, why])).toEqual([['arguments', 'different', '3 further members differ and are not listed.'], ['/x', 'only in A', null]]);
  });
});
