import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { recordOf, selectionOf } from './byte-span.ts';
import { changeTables } from './change-rows.ts';
import { alternativeRows, inputRows } from './input-rows.ts';
import { stageCard } from './stage-card.ts';
import { tellingValue } from './telling-value.ts';
import { textPairs } from './text-pairs.ts';
import { valueRows } from './value-rows.ts';
import { shownJson, shownValue } from './value-text.ts';

const value = (json: JsonValue, more: Partial<StageValue> = {}): StageValue => ({ value: json, provenance: 'recorded', rule: null, source: 'a.jsonl', sourceKey: 1, offset: 100, length: 5, also: [], ...more });
const stage = (kind: StageKind, values: Readonly<Record<string, StageValue>>, present = true): Stage => ({ id: kind, kind, present, title: `${kind} title`, at: null, values });
const noFields = { fields: [] };

describe('a value on screen', () => {
  it('says that null and empty text were recorded, and keeps the digits as written', () => {
    expect(shownJson(null)).toEqual({ text: 'recorded as empty', form: 'empty' });
    expect(shownJson('')).toEqual({ text: 'recorded as empty text', form: 'empty' });
    expect(shownJson(340, '340.0').text).toBe('340.0');
    expect(shownJson(50, '"{\\"amount\\": 50}"').text).toBe('50');
  });

  it('names what is withheld instead of showing it as a value', () => {
    expect(shownValue(value({ hash: 'sha256:ab' }, { provenance: 'hash only' }))).toEqual({ text: 'hash only: sha256:ab', form: 'withheld' });
    expect(shownValue(value({ redacted: true }, { provenance: 'redacted' })).text).toBe('redacted');
  });
});

describe('a card', () => {
  it('prints the amount of an execution first, then where it went', () => {
    const card = stageCard(stage('execution', { type: value('refund'), system: value('billing'), operation: value('refunds.create'), amount: value('340.00'), currency: value('EUR') }), noFields);
    expect([card.heading, card.telling, card.lines[0]?.text]).toEqual(['Refund', '340.00 EUR', 'billing · refunds.create']);
  });

  it('is known only as well as the least known part of what it tells', () => {
    const card = stageCard(stage('model', { name: value('support'), version: value('2.3', { provenance: 'inferred', rule: 'suffix' }), promptVersion: value('v14') }), noFields);
    expect([card.telling, card.provenance]).toEqual(['v2.3 · prompt v14', 'inferred']);
  });

  it('of an absent stage says what is missing and never that it did not happen', () => {
    const card = stageCard(stage('decision', {}, false), { fields: [{ field: 'approval', state: 'absent', missing: ['class', 'approver'] }] });
    expect([card.heading, card.telling, card.lines[0]?.text, card.provenance]).toEqual(['Not recorded', 'No approval found', 'missing: class, approver', 'absent']);
  });

  it('of a failed outcome does not look like success', () => {
    expect(stageCard(stage('outcome', { status: value('failed') }), noFields).failed).toBe(true);
    expect(stageCard(stage('outcome', { status: value('succeeded') }), noFields).failed).toBe(false);
  });

  it('counts the values on which records disagree', () => {
    const also = [{ value: '34.00', provenance: 'recorded', source: 'b', sourceKey: 2, offset: 1, length: 5 } as const];
    expect(stageCard(stage('output', { amount: value('340.00', { also }) }), noFields).contradictions).toBe(1);
  });
});

describe('selecting a card', () => {
  it('selects the value it tells, or the next one that has bytes', () => {
    const execution = stage('execution', { type: value('refund'), amount: value('340.00'), currency: value('EUR') });
    expect(tellingValue(execution, noFields)?.name).toBe('amount');
    const inferred = stage('model', { version: value('2.3', { provenance: 'inferred', rule: 'suffix', offset: null, length: null }), name: value('support') });
    expect(tellingValue(inferred, noFields)?.name).toBe('name');
    expect(tellingValue(stage('outcome', {}, false), noFields)).toBeNull();
  });
});

describe('the rows of values', () => {
  const also = [{ value: '34.00', provenance: 'recorded', source: 'b.csv', sourceKey: 2, offset: 7, length: 5 } as const];

  it('show every reading of a value on which records disagree', () => {
    const rows = valueRows({ stages: [stage('output', { amount: value('340.00', { also }) })], context: {} });
    expect(rows.map(({ shown, readings, other }) => [shown.text, readings, other])).toEqual([['340.00', 2, false], ['34.00', 0, true]]);
    expect(rows[1]?.selection).toMatchObject({ kind: 'span', span: { source: 'b.csv', offset: 7, length: 5 } });
  });

  it('say why an inferred value has no bytes', () => {
    expect(selectionOf('version', value('2.3', { provenance: 'inferred', rule: 'the suffix of the name', offset: null, length: null }))).toMatchObject({ kind: 'no bytes', why: expect.stringContaining('the suffix of the name') });
  });

  it('find the record in which a value lies, and none for bytes beyond it', () => {
    const record = { sourceKey: 1, source: 'a', ordinal: 1, offset: 90, length: 20, sha256: '', event: '', at: null, duplicate: false };
    expect(recordOf([record], { sourceKey: 1, offset: 100, length: 10 })).toBe(record);
    expect(recordOf([record], { sourceKey: 1, offset: 100, length: 11 })).toBeNull();
    expect(recordOf([record], { sourceKey: 2, offset: 100, length: 1 })).toBeNull();
  });
});

describe('the changes', () => {
  it('tell not recorded from recorded as empty', () => {
    const changes = value([{ field: 'reason', before: null, after: 'duplicate' }, { field: 'approved_by' }, { field: 'memo', before: 'x', after: 'x' }, 'odd']);
    const [table] = changeTables({ stages: [stage('execution', { changes, recordId: value('INV-1') })] });
    expect(table?.target).toBe('INV-1');
    expect(table?.rows).toEqual([
      { field: 'reason', before: { kind: 'empty' }, after: { kind: 'value', text: 'duplicate' }, state: 'changed' },
      { field: 'approved_by', before: { kind: 'not recorded' }, after: { kind: 'not recorded' }, state: 'unknown' },
      { field: 'memo', before: { kind: 'value', text: 'x' }, after: { kind: 'value', text: 'x' }, state: 'unchanged' },
    ]);
    expect(table?.odd).toEqual(['odd']);
  });
});

describe('inputs, alternatives and texts', () => {
  it('show an input that is only named as one without a value', () => {
    const rows = inputRows({ stages: [stage('source-data', { features: value(['industry']), state: value({ score: 78 }) })] });
    expect(rows.map(({ name, shown }) => [name, shown?.text ?? null])).toEqual([['industry', null], ['score', '78']]);
  });

  it('tell no alternatives recorded from none considered', () => {
    expect(alternativeRows({ stages: [stage('output', {})] })).toEqual({ recorded: false, rows: [] });
    expect(alternativeRows({ stages: [stage('output', { alternatives: value([]) })] })).toEqual({ recorded: true, rows: [] });
    expect(alternativeRows({ stages: [stage('output', { alternatives: value([{ assignee: 'rep-04', score: 0.1 }, 'rep-05']) })] }).rows.map(({ text }) => text)).toEqual(['rep-04', 'rep-05']);
  });

  it('pair a draft with what was sent, and keep one without the other', () => {
    const both = textPairs({ stages: [stage('output', { text: value('draft'), finalText: value('sent') })] });
    expect(both.map(({ draft, sent }) => [draft?.text, sent?.text])).toEqual([['draft', 'sent']]);
    expect(textPairs({ stages: [stage('output', { finalText: value('sent') })] })[0]?.draft).toBeNull();
  });
});
