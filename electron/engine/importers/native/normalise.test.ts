import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import type { Layout } from '../../evidence/layout.ts';
import type { EventValue, RunEvent } from '../importer.ts';
import { splitAssignee, versionSuffix } from './flat-names.ts';
import { normaliseNative } from './normalise.ts';

const lines: Layout = { kind: 'lines' };
const csv: Layout = { kind: 'csv', delimiter: ',', header: [] };

function read(value: JsonValue, layout: Layout = lines) {
  return normaliseNative({ offset: 0, length: 0, ordinal: 1, pointer: '', value, sha256: 'ab'.repeat(32) }, { name: 'x', layout, mapping: null, zone: null });
}

function eventOf(value: JsonValue, layout: Layout = lines): RunEvent {
  const result = read(value, layout);
  if (result.kind !== 'events' || result.events[0] === undefined) throw new Error(`not read: ${JSON.stringify(result)}`);
  return result.events[0];
}

function valueOf(event: RunEvent, path: string, provenance?: EventValue['provenance']): EventValue | undefined {
  return event.values.find((value) => `${value.stage}.${value.name}` === path && (provenance === undefined || value.provenance === provenance));
}

describe('a nested record', () => {
  it('puts each member under its stage, with the pointer of its bytes', () => {
    const event = eventOf({ run: { id: 'r1' }, action: { amount: 120.5, system: 'payments' }, prompt: { template: 'refund', version: 'v7' } });
    expect(event.runKey).toBe('run:r1');
    expect(valueOf(event, 'execution.amount')).toEqual({ stage: 'execution', instance: '', name: 'amount', value: 120.5, provenance: 'recorded', rule: null, pointer: '/action/amount' });
    expect(valueOf(event, 'model.promptVersion')?.pointer).toBe('/prompt/version');
  });

  it('keeps a member it does not know under its stage, and lists an unknown top-level member as unmapped', () => {
    const event = eventOf({ id: 'a', trigger: { weather: 'rain' }, extra: 1, 'sl/ash': 2 });
    expect(valueOf(event, 'trigger.weather')?.pointer).toBe('/trigger/weather');
    expect(event.unmapped).toEqual(['/extra', '/sl~1ash']);
  });

  it('reads {"hash"} as hash only and {"redacted"} as redacted, for a value and for a whole stage', () => {
    const event = eventOf({ id: 'a', output: { reasoning: { hash: 'sha256:00' }, value: { redacted: 'personal data' } }, trigger: { redacted: true }, prompt: { hash: 'sha256:11' } });
    expect(valueOf(event, 'output.reasoning')).toMatchObject({ provenance: 'hash only', value: 'sha256:00' });
    expect(valueOf(event, 'output.value')).toMatchObject({ provenance: 'redacted', value: 'personal data' });
    expect(valueOf(event, 'trigger.all')).toMatchObject({ provenance: 'redacted' });
    expect(valueOf(event, 'model.promptHash')).toMatchObject({ provenance: 'recorded', value: 'sha256:11' });
  });

  it('keeps a recorded null apart from an absent member', () => {
    const event = eventOf({ id: 'a', decision: { approver: null } });
    expect(valueOf(event, 'decision.approver')).toMatchObject({ value: null, provenance: 'recorded' });
    expect(valueOf(event, 'decision.class')).toBeUndefined();
  });

  it('takes the own time of an event for the stage it reports, unless the stage states one', () => {
    expect(valueOf(eventOf({ run: { id: 'r' }, event: 'executed', at: '2026-03-01T00:00:00Z' }), 'execution.at')?.pointer).toBe('/at');
    const both = eventOf({ run: { id: 'r' }, event: 'executed', at: '2026-03-01T00:00:01Z', action: { at: '2026-03-01T00:00:00Z' } });
    expect(valueOf(both, 'execution.at')?.pointer).toBe('/action/at');
    expect(valueOf(both, 'context.recordedAt')?.pointer).toBe('/at');
  });

  it('reads several decisions of one record as instances, and a step as the instance of an event', () => {
    const several = eventOf({ id: 'a', decision: [{ verdict: 'rejected' }, { verdict: 'approved' }] });
    expect(several.values.map(({ instance, value, pointer }) => [instance, value, pointer])).toEqual([
      ['1', 'rejected', '/decision/0/verdict'],
      ['2', 'approved', '/decision/1/verdict'],
    ]);
    const step = eventOf({ run: { id: 'r' }, step: 2, action: { type: 'refund' }, context: { environment: 'production' } });
    expect(step.values.map(({ stage, instance }) => [stage, instance])).toEqual([['execution', '2'], ['context', '']]);
  });

  it('sets aside what is no object, names no run, or has something else in the place of run', () => {
    expect(read([1, 2])).toMatchObject({ kind: 'problem', problem: { rule: 'not-an-object' } });
    expect(read({ trigger: { kind: 'event' } })).toMatchObject({ kind: 'problem', problem: { rule: 'no-identity' } });
    expect(read({ run: 7031, action: ['refund', 26.4] })).toMatchObject({ kind: 'problem', problem: { rule: 'wrong-type' } });
  });
});

describe('a flat record', () => {
  const flat = { timestamp: '2026-03-01T10:00:00Z', action_type: 'lead_score' };

  it('is keyed by its bytes, so that two records that name nothing are two runs', () => {
    expect(eventOf(flat).runKey).toBe(`bytes:${'ab'.repeat(32)}`);
  });

  it('infers the version from the suffix of model_id and keeps the name whole', () => {
    const event = eventOf({ ...flat, model_id: 'lead-scorer-v2.3' });
    expect(valueOf(event, 'model.name')).toMatchObject({ value: 'lead-scorer-v2.3', provenance: 'recorded' });
    expect(valueOf(event, 'model.version')).toMatchObject({ value: '2.3', provenance: 'inferred', pointer: '/model_id' });
    expect(['gpt-vision', 'scorer-v', 'v2.3', 'a_v10', 'a-v1-beta'].map(versionSuffix)).toEqual([null, null, null, '10', null]);
  });

  it('reads a null human_reviewer as a statement that nobody looked, and a missing one as silence', () => {
    expect(valueOf(eventOf({ ...flat, human_reviewer: null }), 'decision.class')).toMatchObject({ value: 'explicitly none', provenance: 'inferred' });
    expect(eventOf(flat).values.some(({ stage }) => stage === 'decision')).toBe(false);
    expect(valueOf(eventOf({ ...flat, human_reviewer: 'r.tamm' }), 'decision.approver')).toMatchObject({ value: 'r.tamm', provenance: 'recorded' });
  });

  it('splits action_taken and assigned_to as inferred, and keeps the originals', () => {
    const event = eventOf({ ...flat, action_taken: 'routed_to_rep_0417', assigned_to: 'rep_0417 (Dana Kim)' });
    expect(valueOf(event, 'execution.actionTaken', 'recorded')?.value).toBe('routed_to_rep_0417');
    expect(valueOf(event, 'execution.operation', 'inferred')?.value).toBe('routed_to');
    expect(valueOf(event, 'execution.assignee', 'recorded')?.value).toBe('rep_0417 (Dana Kim)');
    expect(valueOf(event, 'execution.assigneeName', 'inferred')?.value).toBe('Dana Kim');
    expect(['rep_12 - Ada Byron', 'rep-12: Ada', 'rep_12_ada_byron', 'Ada Byron', 'rep_12'].map(splitAssignee)).toEqual([
      { id: 'rep_12', name: 'Ada Byron' },
      { id: 'rep-12', name: 'Ada' },
      { id: 'rep_12', name: 'ada_byron' },
      null,
      null,
    ]);
  });

  it('takes sending a mail as the approval of the rep named, as inferred, and not sending as no approval', () => {
    const sent = eventOf({ ...flat, rep_id: 'rep_9', sent: true });
    expect(valueOf(sent, 'decision.class')).toMatchObject({ value: 'human', provenance: 'inferred' });
    const unsent = eventOf({ ...flat, rep_id: 'rep_9', sent: false });
    expect(valueOf(unsent, 'decision.class')).toBeUndefined();
    expect(valueOf(unsent, 'outcome.status')).toMatchObject({ value: 'not executed', provenance: 'inferred' });
  });

  it('reads the scale of a score only where the score tells it', () => {
    expect(valueOf(eventOf({ ...flat, output_score: 87 }), 'output.scale')).toMatchObject({ value: '0-100', provenance: 'inferred' });
    expect(valueOf(eventOf({ ...flat, output_score: 0.87 }), 'output.scale')).toBeUndefined();
  });

  it('reads both spellings of alternatives and overrides', () => {
    const event = eventOf({ ...flat, alternatives_evaluated: ['rep_1'], human_override: true, override_by: null });
    expect(valueOf(event, 'output.alternatives')?.pointer).toBe('/alternatives_evaluated');
    expect(valueOf(event, 'decision.overrideFlag')).toMatchObject({ value: true, pointer: '/human_override' });
    expect(valueOf(event, 'decision.overrideBy')).toMatchObject({ value: null, provenance: 'recorded' });
  });
});

describe('a CSV row', () => {
  it('reads cells as their field asks, leaves empty cells absent, and keeps the zeros of an amount', () => {
    const event = eventOf({ 'run.id': 'r1', 'action.amount': '120.00', 'output.score': '81', 'override.flag': 'true', 'action.changes': '[{"field":"stage"}]', 'decision.approver': '', 'outcome.status': 'null' }, csv);
    expect(event.runKey).toBe('run:r1');
    expect(event.values.map(({ name, value }) => [name, value])).toEqual([
      ['amount', '120.00'],
      ['score', 81],
      ['overrideFlag', true],
      ['changes', [{ field: 'stage' }]],
      ['status', null],
    ]);
    expect(valueOf(event, 'execution.amount')?.pointer).toBe('/action.amount');
  });

  it('keeps a dotted header below a known member under that stage, and any other as unmapped', () => {
    const event = eventOf({ id: 'a', 'inputs.features.industry': 'steel', Comment: 'x' }, csv);
    expect(valueOf(event, 'source-data.features.industry')?.value).toBe('steel');
    expect(event.unmapped).toEqual(['/Comment']);
  });
});

describe('whatever JSON a record is', () => {
  it('is read or set aside, and never throws', () => {
    const names = fc.constantFrom('run', 'id', 'event', 'at', 'trigger', 'output', 'decision', 'action', 'override', 'access', 'human_reviewer', 'model_id', 'sent', 'rep_id', 'assigned_to', '__proto__', 'constructor', 'step', 'x');
    const records = fc.dictionary(names, fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.dictionary(fc.constantFrom('id', 'at', 'hash', 'redacted', '__proto__', 'kind', 'amount'), fc.jsonValue({ maxDepth: 1 }))));
    fc.assert(
      fc.property(records, fc.boolean(), (generated, table) => {
        const value: JsonValue = JSON.parse(JSON.stringify(generated));
        const result = read(value, table ? csv : lines);
        expect(['events', 'problem']).toContain(result.kind);
        if (result.kind !== 'events') return;
        for (const { pointer, provenance, rule } of result.events.flatMap(({ values }) => values)) {
          expect(pointer === null || pointer.startsWith('/')).toBe(true);
          expect(provenance === 'inferred').toBe(rule !== null);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
