import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import type { Lineage, StageValue } from '#shared/model/lineage.ts';
import type { PairedValue, PairVerdict, RunPair } from '#shared/model/run-pair.ts';
import { surveyed } from '../../../test/support/surveyed-run.ts';
import { comparedMembers } from './compare-members.ts';
import { compareRuns } from './compare-runs.ts';
import { placeValues } from './place-values.ts';

function read(...records: readonly JsonObject[]): Lineage {
  const placed = placeValues(surveyed(...records).run, () => null);
  return { ...placed, records: [] };
}

const base = { context: { environment: 'production' }, trigger: { kind: 'ticket', at: '2026-03-01T10:00:00Z' }, model: { name: 'm', version: '2.3' }, prompt: { template: 'refunds', version: 'v13' } };
const a = read({ ...base, output: { amount: 34, currency: 'EUR' }, action: { type: 'refund', amount: 34, currency: 'EUR', at: '2026-03-01T10:00:02Z' } });
const b = read({ ...base, prompt: { template: 'refunds', version: 'v14' }, output: { amount: '34.00', currency: 'EUR' }, decision: { class: 'human', approver: 'ada' }, action: { type: 'refund', amount: 340, currency: 'EUR', at: '2026-03-02T10:00:02Z' } });

const valueOf = (pair: RunPair, kind: string | null, name: string): PairedValue | undefined => pair.stages.find((stage) => stage.kind === kind && stage.place === 1)?.values.find((value) => value.name === name);
const verdictOf = (pair: RunPair, kind: string | null, name: string): PairVerdict | undefined => valueOf(pair, kind, name)?.verdict;

describe('two runs beside each other', () => {
  it('tell values that differ from those that agree however they are spelled', () => {
    const pair = compareRuns(a, b);
    expect(verdictOf(pair, 'model', 'promptVersion')).toBe('different');
    expect(verdictOf(pair, 'execution', 'amount')).toBe('different');
    expect(verdictOf(pair, 'output', 'amount')).toBe('same');
    expect(verdictOf(pair, 'model', 'version')).toBe('same');
    expect(verdictOf(pair, null, 'environment')).toBe('same');
  });

  it('say which of the two records a value, and never that the other has none', () => {
    expect(verdictOf(compareRuns(a, b), 'decision', 'approver')).toBe('only in B');
    expect(verdictOf(compareRuns(b, a), 'decision', 'approver')).toBe('only in A');
    const decision = compareRuns(a, b).stages.find(({ kind }) => kind === 'decision');
    expect([decision?.a?.present, decision?.b?.present]).toEqual([false, true]);
  });

  it('do not call a time of its own a difference, but set it from the start of its run', () => {
    const pair = compareRuns(a, b);
    expect(verdictOf(pair, 'execution', 'at')).toBe('of its own');
    expect(pair.stages.find(({ kind }) => kind === 'execution')?.a?.afterStart).toBe('2000000000');
  });

  it('call one key used by both the same: that is what a repeat looks like', () => {
    const keyed = (key: string): Lineage => read({ ...base, action: { type: 'refund', idempotencyKey: key } });
    expect(verdictOf(compareRuns(keyed('k-1'), keyed('k-1')), 'execution', 'idempotencyKey')).toBe('same');
    expect(verdictOf(compareRuns(keyed('k-1'), keyed('k-2')), 'execution', 'idempotencyKey')).toBe('of its own');
  });

  it('do not compare what is withheld, unless both are the same hash', () => {
    const withheld = (provenance: StageValue['provenance'], value: JsonValue): Lineage => ({ ...a, context: { note: { value, provenance, rule: null, source: null, sourceKey: null, offset: null, length: null, also: [] } } });
    expect(verdictOf(compareRuns(withheld('redacted', 'x'), withheld('recorded', 'x')), null, 'note')).toBe('not comparable');
    expect(verdictOf(compareRuns(withheld('hash only', 'aa'), withheld('hash only', 'aa')), null, 'note')).toBe('same');
    expect(verdictOf(compareRuns(withheld('hash only', 'aa'), withheld('hash only', 'bb')), null, 'note')).toBe('not comparable');
    expect(verdictOf(compareRuns(withheld('absent', null), withheld('recorded', 'x')), null, 'note')).toBe('only in B');
  });

  it('pair a second execution with the second, and leave its place empty where there is none', () => {
    const twice = read({ ...base, action: [{ type: 'refund', amount: 34 }, { type: 'refund', amount: 3 }] });
    const second = compareRuns(twice, a).stages.find(({ kind, place }) => kind === 'execution' && place === 2);
    expect([second?.a?.id, second?.b]).toEqual(['execution-2', null]);
    const kinds = compareRuns(a, twice).stages.map(({ kind }) => kind);
    expect(kinds.indexOf('outcome')).toBeGreaterThan(kinds.lastIndexOf('execution'));
    expect(kinds.at(-1)).toBeNull();
  });

  it('of one run with itself differ in nothing', () => {
    const verdicts = compareRuns(b, b).stages.flatMap(({ values }) => values.map(({ verdict }) => verdict));
    expect(verdicts.length).toBeGreaterThan(8);
    expect(new Set(verdicts)).toEqual(new Set(['same']));
  });
});

describe('members of two structures', () => {
  it('are compared by name, entries of lists by the name they give themselves', () => {
    expect(comparedMembers([{ name: 'days', value: 3 }, { name: 'risk', value: 'low' }], [{ name: 'risk', value: 'high' }, { name: 'days', value: '3' }]).members).toEqual([{ pointer: '/risk/value', a: 'low', b: 'high', withheld: false }]);
    expect(comparedMembers({ 'a/b': 1, kept: null }, { kept: null, new: [1] }).members).toEqual([{ pointer: '/a~1b', a: '1', b: null, withheld: false }, { pointer: '/new', a: null, b: '[1]', withheld: false }]);
  });

  it('of entries that name themselves twice are compared by their place', () => {
    expect(comparedMembers([{ id: 'x', n: 1 }, { id: 'x', n: 2 }], [{ id: 'x', n: 1 }, { id: 'x', n: 3 }]).members).toEqual([{ pointer: '/1/n', a: '2', b: '3', withheld: false }]);
  });

  it('that were taken out before the export are not compared', () => {
    const redacted = { redacted: 'personal data' };
    expect(comparedMembers({ name: 'Ada', at: redacted }, { name: redacted, at: redacted }).members).toMatchObject([{ pointer: '/name', withheld: true }, { pointer: '/at', withheld: true }]);
    expect(comparedMembers({ name: { hash: 'sha256:aa' } }, { name: { hash: 'sha256:aa' } }).members).toEqual([]);
  });

  it('tell null from nothing, and count what they do not list', () => {
    expect(comparedMembers({ x: null }, {}).members).toEqual([{ pointer: '/x', a: 'null', b: null, withheld: false }]);
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`m${index}`, index]));
    expect(comparedMembers(many, {})).toMatchObject({ more: 30 });
  });
});
