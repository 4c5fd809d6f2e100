import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { each, findingsOver, plainContext, registry, sentenceOf, surveyed } from '../../../test/support/surveyed-run.ts';
import { modelVersionNotRecorded } from './model-version-not-recorded.ts';
import { nameNotRegistered } from './name-not-registered.ts';
import { promptVersionNotRecorded } from './prompt-version-not-recorded.ts';
import { runOutsideVersionWindow } from './run-outside-version-window.ts';
import { versionAlias } from './version-alias.ts';
import { versionDateConflict } from './version-date-conflict.ts';
import { versionNotRegistered } from './version-not-registered.ts';
import { versionWithoutChangelog } from './version-without-changelog.ts';

const action = { type: 'score', effect: 'write', at: '2026-03-20T10:00:00Z' };
const run = (model: JsonObject | null, more: JsonObject = {}): JsonObject => ({ agent: { name: 'scorer' }, trigger: { at: '2026-03-20T09:59:00Z' }, ...(model === null ? {} : { model: { name: 'm', ...model } }), action, ...more });
const models = [
  { name: 'm', version: '1', deployedAt: '2026-01-01T00:00:00Z', retiredAt: '2026-03-12T05:30:00Z', changelog: 'first' },
  { name: 'm', version: '2', deployedAt: '2026-03-12T05:30:00Z', retiredAt: null, changelog: null },
];
const context = { ...plainContext, versions: registry({ models }) };

describe('the version', () => {
  it('of the model is not recorded, or only inferred', () => {
    expect(sentenceOf(modelVersionNotRecorded, run({}))).toBe('The model is m, and no version of it is recorded.');
    expect(sentenceOf(modelVersionNotRecorded, run(null))).toBe('No model is recorded, and no version of it is recorded.');
    expect(sentenceOf(modelVersionNotRecorded, { id: 'x', timestamp: '2026-03-20T10:00:00Z', action_type: 'lead_score', model_id: 'm-v2.3', action_taken: 'routed_to_rep_1' })).toContain('2.3 is inferred');
    for (const one of each(run({ version: '2' }), run({ version: { hash: '00' } }), { action }, { ...run({}), action: { type: 'score' } })) expect(sentenceOf(modelVersionNotRecorded, one)).toBeNull();
  });

  it('of the prompt is not recorded', () => {
    expect(sentenceOf(promptVersionNotRecorded, run({}, { prompt: { template: 'p' } }))).toBe('The prompt is p, and its version is not recorded.');
    for (const prompt of each({ template: 'p', version: '1' }, { template: 'p', version: { hash: '00' } }, { hash: '00' })) expect(sentenceOf(promptVersionNotRecorded, run({}, { prompt }))).toBeNull();
  });

  it('is an alias', () => {
    expect(['latest', 'Stable', 'gpt-x-latest'].map((version) => sentenceOf(versionAlias, run({ version })))).toEqual(['latest', 'Stable', 'gpt-x-latest'].map((version) => `The version of the model m is recorded as "${version}".`));
    expect(sentenceOf(versionAlias, run({ version: '1' }, { prompt: { template: 'p', version: 'production' } }))).toContain('The version of the prompt p');
    for (const one of each(run({ version: '2026-01-01' }), run({ version: 'v14' }), run({}))) expect(sentenceOf(versionAlias, one)).toBeNull();
  });

  it('is not what the registry knows', () => {
    expect(sentenceOf(versionNotRegistered, run({ version: '3' }), context)).toBe('The model m is recorded in version 3; the registry has 1, 2.');
    for (const one of each(run({ version: '2' }), run({ version: 'latest' }), run({}), run({ name: 'other', version: '3' }))) expect(sentenceOf(versionNotRegistered, one, context)).toBeNull();
    expect(versionNotRegistered.needs?.(plainContext)).toBe('no registry of models or prompts is imported');
  });

  it('was not in force: from its first instant, to before its last', () => {
    const at = (instant: string, version = '1') => sentenceOf(runOutsideVersionWindow, run({ version }, { trigger: { at: instant } }), context);
    expect(at('2026-03-12T05:30:00Z')).toBe('m 1 was used at 2026-03-12T05:30:00Z; by the registry 2 was in force then.');
    expect(at('2025-01-01T00:00:00Z')).toContain('no version was in force then');
    expect([at('2026-03-12T05:29:59.999Z'), at('2026-03-12T05:30:00Z', '2'), at('2026-03-12T05:30:00Z', '7')]).toEqual([null, null, null]);
  });

  it('is dated otherwise by the run; a date alone is a day anywhere on earth', () => {
    const dated = (deployedAt: string) => sentenceOf(versionDateConflict, run({ version: '2', deployedAt }), context);
    expect(dated('2026-03-01')).toBe('The run dates the deployment of m 2 2026-03-01; the registry has 2026-03-12T05:30:00Z.');
    expect(dated('2026-03-12T05:31:00Z')).not.toBeNull();
    expect(['2026-03-12', '2026-03-11', '2026-03-12T05:30:00Z', '2026-03-12T07:30+02:00', 'in March'].map(dated)).toEqual([null, null, null, null, null]);
    expect(dated('2026-03-10')).not.toBeNull();
    expect(sentenceOf(versionDateConflict, run({ version: '2' }), context)).toBeNull();
  });
});

describe('over the case', () => {
  const runs = ['2', '2', '1', '9'].map((version, index) => surveyed({ run: { id: `r${index}` }, ...run({ version }, { prompt: { template: 'p', version: '1' } }) }));
  it('versions in use without a changelog are found once each', () => {
    expect(findingsOver(versionWithoutChangelog, runs, context).map(({ key, sentence, runs: ids }) => [key, sentence, ids.length])).toEqual([['model m 2', 'm 2, deployed 2026-03-12T05:30:00Z, states no changelog; it followed 1; 2 runs used it.', 2]]);
  });

  it('names no registry has are found, of kinds that a registry has', () => {
    const prompts = [{ template: 'q', version: '1', deployedAt: '2026-01-01T00:00:00Z' }];
    expect(findingsOver(nameNotRegistered, runs, context)).toEqual([]);
    expect(findingsOver(nameNotRegistered, runs, { ...plainContext, versions: registry({ models, prompts }) }).map(({ sentence }) => sentence)).toEqual(['4 runs used the prompt p, which no imported registry names.']);
  });
});
