import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import type { ToldReplay } from '#shared/model/told-replay.ts';
import { documentHtml } from '../to-html.ts';
import { documentMarkdown } from '../to-markdown.ts';
import { explanationOf } from './explanation.ts';
import { specialCategory } from './special-categories.ts';

const value = (json: JsonValue, more: Partial<StageValue> = {}): StageValue => ({ value: json, provenance: 'recorded', rule: null, source: 'a.jsonl', sourceKey: 1, offset: 120, length: 5, also: [], ...more });
const stage = (kind: StageKind, values: Readonly<Record<string, StageValue>>): Stage => ({ id: kind, kind, present: Object.keys(values).length > 0, title: '', at: null, values });

function lineageWith(stages: readonly Stage[], approvalClass: Lineage['run']['approvalClass'] = 'not recorded'): Lineage {
  return {
    run: {
      id: '7f3a9c12-0000-8000-8000-000000000001', externalId: 'RF-1', startedAt: '1773705600000000001', executedAt: null, endedAt: null, actionType: 'refund', pattern: null, environment: null, agent: null, model: null, modelVersion: null,
      promptTemplate: null, promptVersion: null, approvalClass, approver: null, ruleId: null, outcome: 'succeeded', amount: null, currency: null, subject: null, furtherSubjects: [], system: null, targetRecord: null,
      fields: 'rrrrarr', recordedFields: 6, source: 'a.jsonl', sourceKey: 1, sources: 1, records: 1, contradictions: 0, failedRecords: 0,
    },
    context: {}, stages, links: [], minimumFields: [], unmapped: [],
    fields: [{ field: 'approval', state: 'absent', missing: ['class'] }],
    records: [{ sourceKey: 1, source: 'a.jsonl', ordinal: 3, offset: 100, length: 80, sha256: 'ab12cd34ef567890'.repeat(4), event: 'refund', at: null, duplicate: false }],
  };
}

const full = lineageWith(
  [
    stage('model', { name: value('support-refunds'), version: value('2.3') }),
    stage('source-data', { features: value({ invoiceLineAmount: 34, diagnosisCode: 'F32', name: { redacted: true } }) }),
    stage('output', { value: value('refund'), reasoning: value('The claim fits <script>alert(1)</script>'), alternatives: value([{ value: 'replacement' }]), confidence: value(0.82, { lexeme: '0.820' }) }),
    stage('decision', { approver: value('Jörg Meier'), verdict: value('approved') }),
    stage('execution', { amount: value(340, { lexeme: '340.00' }) }),
  ],
  'human',
);

describe('the explanation of a decision', () => {
  it('states recorded values with the record that says so', () => {
    const markdown = documentMarkdown(explanationOf(full, 'authority'));
    for (const stated of ['340.00', '0.820', 'support-refunds', 'Jörg Meier']) expect(markdown).toContain(stated);
    const { evidence } = explanationOf(full, 'authority');
    expect(evidence).toEqual([expect.objectContaining({ n: 1, offset: 100, length: 80, sha256: 'ab12cd34ef567890'.repeat(4) })]);
  });

  it('for the person names nobody who asked, decided or reviewed', () => {
    const markdown = documentMarkdown(explanationOf(full, 'person'));
    expect(markdown).not.toContain('Meier');
    expect(markdown).toContain('not named here');
  });

  it('quotes the model’s reason as what it stated, never as the cause', () => {
    const { sections } = explanationOf(full, 'person');
    const logic = sections.find(({ id }) => id === '3')?.blocks ?? [];
    expect(logic.some((block) => block.kind === 'quote' && block.text.startsWith('The claim fits'))).toBe(true);
    expect(JSON.stringify(logic)).toContain('stated reason');
    expect(documentHtml(explanationOf(full, 'person'))).not.toContain('<script>alert');
  });

  it('does not say what would have changed the result where nothing allows it', () => {
    expect(documentMarkdown(explanationOf(full, 'authority'))).toContain('does not allow saying what would have changed the result');
  });

  it('flags inputs whose names point at a special category, and shows what was redacted as such', () => {
    const markdown = documentMarkdown(explanationOf(full, 'authority'));
    expect(markdown).toContain('the name points at: health');
    expect(markdown).toContain('redacted before the export');
    expect(specialCategory('invoiceLineAmount')).toBeNull();
  });

  it('of a run with nothing recorded says so in every section, and that nobody can tell whether a person took part', () => {
    const bare = documentMarkdown(explanationOf(lineageWith([]), 'person'));
    expect(bare).toContain('whether a person took part cannot be told');
    expect(bare).toContain('no record lists');
    expect(bare).toContain('Nothing a person did is recorded');
    expect(bare).toContain('Approval: not recorded; missing: class');
  });

  const replay: ToldReplay = {
    rule: 'rule T-1 version 1', result: 'Every condition of the rule holds by what the run recorded.', instant: '1773705600000000001', byExecution: false,
    rules: [{ version: '1', from: '1770000000000000000', until: null, text: 'small refunds', effect: 'approve automatically', holds: true, place: { source: 'registry.json', sourceKey: 2, offset: 5, length: 9, sha256: 'cd'.repeat(32) }, conditions: [{ text: 'refund amount < 100 EUR', opposite: 'refund amount ≥ 100 EUR', holds: true, found: '34 EUR proposed' }, { text: 'account age > 90 days', opposite: 'account age ≤ 90 days', holds: true, found: '118 days' }] }],
  };

  it('works the cited rule through, condition by condition, and says by it alone what would have changed the result', () => {
    const document = explanationOf(full, 'authority', replay);
    const markdown = documentMarkdown(document);
    for (const told of ['refund amount < 100 EUR', '34 EUR proposed', 'any one of these would have kept it', 'refund amount ≥ 100 EUR', 'account age ≤ 90 days', 'This is the rule and nothing else']) expect(markdown).toContain(told);
    expect(document.evidence.map(({ source }) => source)).toContain('registry.json');
    expect(markdown).not.toContain('does not allow saying');
  });

  it('names the one condition that failed, and where several failed says that no one change suffices', () => {
    const [rule] = replay.rules;
    const failing = (...failed: readonly number[]): string => documentMarkdown(explanationOf(full, 'person', { ...replay, rules: rule === undefined ? [] : [{ ...rule, holds: false, conditions: rule.conditions.map((one, index) => ({ ...one, holds: !failed.includes(index) })) }] }));
    expect(failing(0)).toContain('this would have let it allow this');
    expect(failing(0, 1)).toContain('no change of one value');
  });

  it('says nothing of other data where the rule comes to no one result', () => {
    for (const rules of [[], [...replay.rules, ...replay.rules], replay.rules.map((rule) => ({ ...rule, holds: 'unknown' as const }))]) expect(documentMarkdown(explanationOf(full, 'authority', { ...replay, rules }))).toContain('cannot be worked through to one result');
  });
});
