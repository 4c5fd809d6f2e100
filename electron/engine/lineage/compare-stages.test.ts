import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { ComparedAction, ComparedField } from '#shared/model/comparison.ts';
import type { Lineage, Link, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { compareStages } from './compare-stages.ts';

const value = (json: JsonValue, more: Partial<StageValue> = {}): StageValue => ({ value: json, provenance: 'recorded', rule: null, source: 'a.jsonl', sourceKey: 1, offset: 1, length: 5, also: [], ...more });

function stage(id: string, values: Readonly<Record<string, JsonValue | StageValue>>, at: string | null = null): Stage {
  const kind = kindOf(id);
  return { id, kind, present: true, title: '', at, values: Object.fromEntries(Object.entries(values).map(([name, one]) => [name, isStageValue(one) ? one : value(one)])) };
}

function kindOf(id: string): StageKind {
  const kind = (['output', 'decision', 'execution', 'outcome'] as const).find((known) => id.startsWith(known));
  return kind ?? 'trigger';
}

function isStageValue(one: JsonValue | StageValue): one is StageValue {
  return typeof one === 'object' && one !== null && 'provenance' in one;
}

const run: Lineage['run'] = {
  id: 'r', externalId: 'r', startedAt: null, executedAt: null, endedAt: null, actionType: 'refund', pattern: null, environment: null, agent: null, model: null, modelVersion: null, promptTemplate: null, promptVersion: null,
  approvalClass: 'not recorded', approver: null, ruleId: null, outcome: 'succeeded', amount: null, currency: null, subject: null, furtherSubjects: [], system: null, targetRecord: null, fields: 'rrrrrrr', recordedFields: 7, source: 'a', sourceKey: 1,
  sources: 1, records: 1, contradictions: 0, failedRecords: 0,
};

const compare = (stages: readonly Stage[], actionType = 'refund', links: readonly Link[] = []): readonly ComparedAction[] => compareStages({ run: { ...run, actionType }, stages, links });
const fieldOf = (actions: readonly ComparedAction[], name: string): ComparedField | undefined => actions[0]?.fields.find(({ field }) => field === name);
const statesOf = (actions: readonly ComparedAction[]): readonly string[] => actions[0]?.states.map(({ state }) => state) ?? [];

const done = stage('outcome', { status: 'succeeded' });

describe('proposed, approved, executed, confirmed', () => {
  it('are the same where only the spelling of a number and the case of a currency differ', () => {
    const actions = compare([stage('output', { amount: 34, currency: 'eur' }), stage('execution', { amount: '34.00', currency: 'EUR' }), done]);
    expect(fieldOf(actions, 'amount')?.pairs).toEqual([{ from: 'proposed', to: 'executed', verdict: 'equal', why: null }]);
    expect(fieldOf(actions, 'currency')?.verdict).toBe('equal');
    expect(statesOf(actions)).toEqual(['as proposed']);
  });

  it('differ in the amount: without an approval that is said as such', () => {
    const actions = compare([stage('output', { amount: 34 }), stage('execution', { amount: 340 }), done]);
    expect(fieldOf(actions, 'amount')).toMatchObject({ verdict: 'different' });
    expect(statesOf(actions)).toEqual(['executed otherwise than proposed']);
  });

  it('changed after an approval is the headline; what was approved without an edit is inferred and says so', () => {
    const actions = compare([stage('output', { amount: 34 }), stage('decision', { verdict: 'approved' }, '10'), stage('execution', { amount: 340 }, '20'), done]);
    expect(fieldOf(actions, 'amount')?.sides.approved?.value).toMatchObject({ provenance: 'inferred', offset: null });
    expect(statesOf(actions)[0]).toBe('changed after approval');
    const afterwards = compare([stage('output', { amount: 34 }), stage('decision', { verdict: 'approved' }, '30'), stage('execution', { amount: 340 }, '20'), done]);
    expect(statesOf(afterwards)[0]).toBe('executed otherwise than proposed');
  });

  it('were edited by a person where the decision records other content, and executed as approved', () => {
    const actions = compare([stage('output', { amount: 340 }), stage('decision', { verdict: 'modified', edits: { amount: 34 } }, '10'), stage('execution', { amount: '34.00' }, '20'), done]);
    expect(fieldOf(actions, 'amount')?.pairs.map(({ from, to, verdict }) => [from, to, verdict])).toEqual([['proposed', 'approved', 'different'], ['approved', 'executed', 'equal']]);
    expect(statesOf(actions)).toEqual(['edited by a person']);
  });

  it('do not take a default of the connector for a difference', () => {
    const actions = compare([stage('output', { amount: 34 }), stage('execution', { amount: 34, recipient: 'customer:1', changes: [{ field: 'status', after: 'refunded' }] }), done]);
    expect(fieldOf(actions, 'recipient')?.verdict).toBe('added by connector');
    expect(fieldOf(actions, 'field status')?.verdict).toBe('added by connector');
    expect(statesOf(actions)).toEqual(['as proposed']);
  });

  it('cannot be compared with a hash or what was blackened out', () => {
    const hashed = compare([stage('output', { recipient: value({ hash: 'ab' }, { provenance: 'hash only' }) }), stage('execution', { recipient: 'customer:1' }), done]);
    expect(fieldOf(hashed, 'recipient')?.verdict).toBe('not comparable');
    expect(statesOf(hashed)).toEqual([]);
    const both = compare([stage('output', { recipient: value({ hash: 'ab' }, { provenance: 'hash only' }) }), stage('execution', { recipient: value({ hash: 'ab' }, { provenance: 'hash only' }) }), done]);
    expect(fieldOf(both, 'recipient')?.verdict).toBe('equal');
  });

  it('believe none of several records over the others', () => {
    const also = [{ value: '34.00', provenance: 'recorded', source: 'b', sourceKey: 2, offset: 1, length: 5 } as const];
    const actions = compare([stage('output', { amount: 34 }), stage('execution', { amount: value('340.00', { also }) }), done]);
    expect(fieldOf(actions, 'amount')?.pairs[0]).toMatchObject({ verdict: 'equal', why: 'By one of the records; others say otherwise, see Values.' });
  });

  it('tell a target system that states another value, and a planned field that was not written', () => {
    const actions = compare([stage('output', { plan: { amount: 34, changes: [{ field: 'status', after: 'refunded' }] } }), stage('execution', { amount: 34 }), stage('outcome', { status: 'succeeded', amount: 43 })]);
    expect(statesOf(actions)).toEqual(['confirmed otherwise than executed', 'partly executed']);
  });

  it('of an action that was not carried out, or that nothing proposed', () => {
    expect(statesOf(compare([stage('output', { amount: 34 })]))).toEqual(['proposed, not executed']);
    expect(statesOf(compare([stage('execution', { amount: 34 }), done]))).toEqual(['executed without output']);
    expect(statesOf(compare([stage('output', { amount: 34 }), stage('execution', { amount: 34 })]))).toEqual(['outcome unknown', 'as proposed']);
    expect(compare([stage('trigger', {})])).toEqual([]);
  });

  it('of two executions say what makes the second a repeat', () => {
    const links: readonly Link[] = [
      { from: 'execution', to: 'outcome', kind: 'confirms', provenance: 'recorded', rule: null },
      { from: 'execution-2', to: 'outcome-2', kind: 'confirms', provenance: 'recorded', rule: null },
    ];
    const twice = (first: string, second: string): readonly string[] =>
      compare([stage('output', { amount: 34 }), stage('execution', { amount: 34, recordId: 'I', idempotencyKey: first }), stage('execution-2', { amount: '34.0', recordId: 'I', idempotencyKey: second }), done, stage('outcome-2', { status: 'succeeded' })], 'refund', links).map(({ states }) => states[0]?.state ?? '');
    expect(twice('k', 'k')).toEqual(['executed more than once', 'executed more than once']);
    expect(twice('k', 'l')).toEqual(['possible repeat', 'possible repeat']);
  });

  it('of a mail set its draft beside what was sent', () => {
    const actions = compare([stage('output', { text: 'Dear A, we can hold the price.', finalText: 'Dear A, we hold the price.' }), stage('execution', { recipient: 'A' }), done], 'email_draft');
    expect(fieldOf(actions, 'text')?.verdict).toBe('different');
    expect(statesOf(actions)).toEqual(['edited by a person']);
  });
});
