import { describe, expect, it } from 'vitest';
import type { VersionEntry, VersionStanding } from '#shared/model/version.ts';
import { versionWords } from './version-words.ts';

const entry: VersionEntry = {
  kind: 'model', name: 'scorer', version: '2.1', provider: null, from: '1767850200000000000', until: null, end: 'open', changelog: 'visits over 30 days', approvedBy: null, text: null, conditions: null, effect: null, owner: null, review: null, basis: 'registry', rule: null,
  stated: [{ source: 'a.json', sourceKey: 1, offset: 0, length: 9 }], use: null,
};
const standing: VersionStanding = { stage: 'model', kind: 'model', name: 'scorer', recorded: '2.1', at: '1775206800000000000', verdict: 'in force', inForce: [entry], own: entry, otherDate: null };

describe('the words on a version', () => {
  it('give its deployment and what changed', () => {
    expect(versionWords(standing)).toEqual({ title: 'model scorer 2.1', doubt: false, facts: ['deployed 2026-01-08T05:30:00Z', 'in force at the time, by the registry', 'changelog: visits over 30 days'] });
  });

  it('say that a version is only known from its first use', () => {
    const { facts, doubt } = versionWords({ ...standing, verdict: 'no registry', inForce: [], own: { ...entry, basis: 'first use', changelog: null, end: 'not recorded' } });
    expect(facts).toEqual(['first used 2026-01-08T05:30:00Z, inferred from first use', 'no imported registry names it']);
    expect(doubt).toBe(false);
  });

  it('state a mismatch and both dates, and correct neither', () => {
    const { facts, doubt, title } = versionWords({ ...standing, recorded: '2.3', verdict: 'not in force', own: null, otherDate: '1767850200000000000' });
    expect([title, doubt, facts]).toEqual(['model scorer 2.3', true, ['by the registry 2.1 was in force at the time', 'the run dates its deployment 2026-01-08T05:30:00Z']]);
  });
});
