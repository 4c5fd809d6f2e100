import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { copyItems } from '../../parts/copy-items.ts';
import { selectionOf } from './byte-span.ts';
import { copyableLineage, copyableRun, copyableValue } from './copy-value.ts';

const value = (json: JsonValue, more: Partial<StageValue> = {}): StageValue => ({ value: json, provenance: 'recorded', rule: null, source: 'a.jsonl', sourceKey: 1, offset: 110, length: 5, also: [], ...more });
const stage = (kind: StageKind, values: Readonly<Record<string, StageValue>>): Stage => ({ id: kind, kind, present: Object.keys(values).length > 0, title: '', at: null, values });

const lineage: Lineage = {
  run: {
    id: '7f3a9c12-0000-8000-8000-000000000001', externalId: '=cmd|x', startedAt: '1773705600000000001', executedAt: null, endedAt: null, actionType: 'refund', pattern: null, environment: null, agent: null, model: null, modelVersion: null,
    promptTemplate: null, promptVersion: null, approvalClass: 'not recorded', approver: null, ruleId: null, outcome: 'succeeded', amount: '340.00', currency: 'EUR', subject: 'customer:44821', furtherSubjects: [], system: null, targetRecord: null,
    fields: 'rrrrarr', recordedFields: 6, source: 'a.jsonl', sourceKey: 1, sources: 1, records: 1, contradictions: 0, failedRecords: 0,
  },
  context: { 'subject.customer': value('44821') },
  stages: [stage('decision', {}), stage('execution', { amount: value(340, { lexeme: '340.00', offset: 120, length: 6 }), rail: value('card', { provenance: 'inferred', rule: 'by charge', source: null, sourceKey: null, offset: null, length: null }) })],
  links: [], fields: [], minimumFields: [], unmapped: [],
  records: [{ sourceKey: 1, source: 'a.jsonl', ordinal: 3, offset: 100, length: 80, sha256: 'ab12cd34ef567890'.repeat(4), event: 'refund', at: null, duplicate: false }],
};

const forms = (key: string): Readonly<Record<string, string>> => {
  const what = copyableValue(lineage, key, selectionOf('x', value('none of it', { offset: 1 })));
  return Object.fromEntries(what === null ? [] : copyItems(what).map(({ id, text }) => [id, text]));
};

describe('a selected value', () => {
  it('is copied as written, as a row, as a search and as a citation of its own bytes', () => {
    const copied = forms('execution amount 0');
    expect(copied).toMatchObject({ value: '340.00', term: 'amount:340.00', citation: '[run_7f3a9c12 sha256:ab12cd34ef56 a.jsonl @120+6]' });
    expect(copied['tsv']).toBe(`stage\tname\tvalue\tknown\trule\tsource\toffset\tlength\tsha256\nexecution\tamount\t340.00\trecorded\t\ta.jsonl\t120\t6\t${'ab12cd34ef567890'.repeat(4)}\n`);
  });

  it('of a subject is searched for as that subject', () => {
    expect(forms('context subject.customer 0')['term']).toBe('customer:44821');
  });

  it('that no bytes state has no citation', () => {
    const copied = forms('execution rail 0');
    expect(copied['value']).toBe('card');
    expect(copied).not.toHaveProperty('citation');
  });

  it('that is none of the run’s copies nothing', () => {
    expect(forms('nothing 0')).toEqual({});
  });
});

describe('a whole run', () => {
  it('is one row, whose id cannot become a formula', () => {
    const copied = Object.fromEntries(copyItems(copyableRun(lineage)).map(({ id, text }) => [id, text]));
    expect(copied['csv']).toContain(`"'=cmd|x"`);
    expect(copied['csv']).toContain(',340.00,EUR,');
    expect(copied['citation']).toBe('[run_7f3a9c12 sha256:ab12cd34ef56 a.jsonl @100+80]');
  });

  it('lists its lineage with what is absent said to be absent', () => {
    const { rows } = copyableLineage(lineage).table;
    expect(rows.map(([id, name, , known]) => [id, name, known])).toEqual([
      ['execution', 'amount', 'recorded'],
      ['execution', 'rail', 'inferred'],
      ['context', 'subject.customer', 'recorded'],
      ['decision', null, 'absent'],
    ]);
  });
});
