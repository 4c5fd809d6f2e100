import { describe, expect, it } from 'vitest';
import type { VersionEntry } from '#shared/model/version.ts';
import { versionMarks } from './version-marks.ts';
import { mergeVersions } from './versions.ts';

describe('flags of versions', () => {
  it('name what was before, and a version that came back', () => {
    const { versions } = versionMarks({ entries: [entry('v13', '100', '300'), entry('v14', '300', '500'), entry('v13', '500', null)] });
    expect(versions.map(({ version, previous, again, at }) => [version, previous, again, at])).toEqual([['v13', null, false, '100'], ['v14', 'v13', false, '300'], ['v13', 'v14', true, '500']]);
  });

  it('stand once for one deployment that two registries state, and in order of time across names', () => {
    const { versions } = versionMarks({ entries: [entry('v2', '400', null), { ...entry('v2', '400', null), changelog: 'other words' }, { ...entry('r1', '90', null), kind: 'rule', name: 'T' }] });
    expect(versions.map(({ kind, version }) => `${kind} ${version}`)).toEqual(['rule r1', 'prompt v2']);
  });
});

describe('bands of versions at once', () => {
  it('come from use that goes on after the next has begun', () => {
    const use = (version: string, firstAt: string, lastAt: string) => ({ kind: 'prompt' as const, name: 'p', version, runs: 3, firstAt, lastAt });
    const { overlaps } = versionMarks(mergeVersions([], [use('1', '100', '250'), use('2', '200', '400'), use('3', '401', '500')]));
    expect(overlaps).toEqual([{ kind: 'prompt', name: 'p', versions: ['1', '2'], from: '200', until: '251', basis: 'first use' }]);
  });

  it('come from registries whose dates cross, and not from an end nobody stated', () => {
    expect(versionMarks({ entries: [entry('v1', '100', '300'), entry('v2', '200', '500')] }).overlaps).toMatchObject([{ versions: ['v1', 'v2'], from: '200', until: '300' }]);
    expect(versionMarks({ entries: [{ ...entry('v1', '100', null), end: 'not recorded' }, entry('v2', '200', null)] }).overlaps).toEqual([]);
    expect(versionMarks({ entries: [{ ...entry('v1', '100', null), end: 'open' }, { ...entry('v2', '200', null), end: 'open' }] }).overlaps).toMatchObject([{ from: '200', until: null }]);
  });
});

function entry(version: string, from: string, until: string | null): VersionEntry {
  return { kind: 'prompt', name: 'p', version, provider: null, from, until, end: until === null ? 'open' : 'recorded', changelog: null, approvedBy: null, text: null, basis: 'registry', rule: null, stated: [], use: null, conditions: null, effect: null, owner: null, review: null };
}
