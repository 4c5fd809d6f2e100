import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtInProfiles, readProfile } from './built-in-profiles.ts';
import { profileSchema } from './chain/profile.ts';
import { weaknessWords } from './chain/weakness-words.ts';
import { schemes } from './index.ts';

const profiles = builtInProfiles('resources');

describe('the built-in chain profiles', () => {
  it('are files named for their profile, each once', () => {
    const files = readdirSync('resources/profiles').filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThan(25);
    expect(profiles.map(({ profile }) => `${profile}.json`).sort()).toEqual(files.sort());
    expect(new Set(profiles.map(({ profile }) => profile)).size).toBe(profiles.length);
  });

  it('name only layers that exist, and print every weakness in words', () => {
    const names = new Set(profiles.map(({ profile }) => profile));
    expect(profiles.flatMap(({ also }) => also).filter((name) => !names.has(name))).toEqual([]);
    for (const { weaknesses } of profiles) for (const code of weaknesses) expect(weaknessWords[code]).toMatch(/\.$/);
  });

  it('are described by the published JSON Schema', () => {
    const published: unknown = JSON.parse(readFileSync('resources/schemas/chain-profile.schema.json', 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(profileSchema, { io: 'input' }))));
  });
});

describe('a profile somebody sends', () => {
  const good = JSON.parse(readFileSync('resources/profiles/generic-jcs.json', 'utf8'));

  it('is taken when it is one', () => {
    expect(readProfile(JSON.stringify(good), 'It').ok).toBe(true);
  });

  it.each([
    ['a member nobody knows', { ...good, run: 'code' }],
    ['a version from the future', { ...good, version: 2 }],
    ['a hash nobody knows', { ...good, hash: { ...good.hash, alg: 'crc32' } }],
    ['a pointer that is none', { ...good, hash: { ...good.hash, field: 'hash' } }],
    ['an input without an end', { ...good, hash: { ...good.hash, input: Array.from({ length: 100 }, () => ({ text: 'x' })) } }],
  ])('is refused in words with %s', (_what, profile) => {
    const read = readProfile(JSON.stringify(profile), 'It');
    expect(read.ok ? null : read.problem.code).toBe('profile-unusable');
    expect(read.ok ? '' : read.problem.message).toContain('It is no chain profile');
  });
});

describe('the schemes', () => {
  it('are listed once each', () => {
    expect(new Set(schemes.map(({ id }) => id)).size).toBe(schemes.length);
  });
});
