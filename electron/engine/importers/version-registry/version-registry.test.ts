import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { sampleOf } from '../../evidence/sample.ts';
import { detectFormat } from '../detect.ts';
import { readEntry, registryLists } from './read-entry.ts';

const detected = (value: unknown): string => {
  const found = detectFormat(sampleOf(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), true));
  return found.kind === 'found' ? `${found.importer.id}${found.ties.map(({ id }) => ` ${id}`).join('')}` : found.kind;
};
const entry = { name: 'scorer', version: '2', deployedAt: '2026-03-01T00:00:00Z' };

describe('a version registry', () => {
  it('is recognised by its entries, as is the changelog of the sample case', () => {
    expect(detected(readFileSync('resources/sample-case/model-changelog.json', 'utf8'))).toBe('version-registry');
    expect(detected({ schema: 'proofline.version-registry/1', policies: [{ id: 'P-1', version: 3, validFrom: '2026-01-01T00:00:00Z' }] })).toBe('version-registry');
  });

  it('is not seen in what merely has lists of these names', () => {
    expect(detected({ models: [{ name: 'x', version: '1' }], tools: [] })).not.toContain('version-registry');
    expect(detected({ tools: [{ name: 'search' }, { name: 'send' }, entry] })).not.toContain('version-registry');
    expect(detected([entry])).not.toContain('version-registry');
  });

  it('has the lists that its published schema has', () => {
    const schema = z.looseObject({ properties: z.record(z.string(), z.unknown()) }).parse(JSON.parse(readFileSync('resources/schemas/version-registry.schema.json', 'utf8')));
    expect(Object.keys(schema.properties).filter((name) => name !== 'schema')).toEqual([...registryLists.keys()]);
  });
});

describe('an entry', () => {
  const reason = (value: JsonValue, zone: string | null = null): string => {
    const read = readEntry('/models/0', value, zone);
    return read.ok ? 'read' : read.reason;
  };

  it('tells still in force, ended and not recorded apart', () => {
    const said: readonly JsonObject[] = [{}, { retiredAt: null }, { retiredAt: '2026-04-01T00:00:00Z' }, { validTo: null }];
    const ends = said.map((more) => readEntry('/rules/0', { ...entry, ...more }, null));
    expect(ends.map((read) => read.ok && read.entry.end)).toEqual(['not recorded', 'open', 'recorded', 'open']);
  });

  it('that cannot be read says why', () => {
    expect(reason({ ...entry, name: null })).toContain('names nothing');
    expect(reason({ ...entry, version: '' })).toContain('version is missing');
    expect(reason({ ...entry, deployedAt: 'soon' })).toContain('deployedAt');
    expect(reason({ ...entry, deployedAt: '2026-03-01T09:00:00' })).toContain('deployedAt');
    expect(reason({ ...entry, deployedAt: '2026-03-01T09:00:00' }, 'Europe/Berlin')).toBe('read');
    expect(reason({ ...entry, retiredAt: '2026-01-01T00:00:00Z' })).toContain('before it is deployed');
    expect(reason('2.3')).toContain('no object');
  });

  it('of any shape is read or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', '/models/0', '/x'), (value, pointer) => {
        const text: JsonValue = JSON.parse(JSON.stringify(value));
        const read = readEntry(pointer, text, null);
        expect(read.ok ? pointer : read.reason.length > 20).toBeTruthy();
      }),
    );
  });
});

describe('the conditions of a rule', () => {
  const conditions = (stated: JsonValue) => {
    const read = readEntry('/rules/0', { ...entry, conditions: stated }, null);
    return read.ok ? read.entry.conditions : null;
  };

  it('are read with their direction, the unreadable ones kept as such', () => {
    expect(conditions([{ quantity: 'refund amount', operator: '<=', value: 100.5, unit: 'EUR' }])).toEqual([{ quantity: 'refund amount', operator: '≤', value: '100.5', unit: 'EUR' }]);
    expect(conditions([{ quantity: 'refund amount', operator: 'about', value: null }, 'x'])).toEqual([{ quantity: 'refund amount', operator: null, value: null, unit: null }, { quantity: null, operator: null, value: null, unit: null }]);
  });

  it('are null where none are stated', () => {
    expect([conditions(null), conditions([]), conditions('amount < 100')]).toEqual([null, null, null]);
  });

  it('come with who answers for the rule, from the changelog of the sample case', () => {
    const { rules } = z.looseObject({ rules: z.array(z.json()) }).parse(JSON.parse(readFileSync('resources/sample-case/model-changelog.json', 'utf8')));
    const read = rules.map((rule, index) => readEntry(`/rules/${index}`, rule, null));
    expect(read.map((one) => one.ok && [one.entry.owner, one.entry.review, one.entry.effect, one.entry.conditions?.length])).toEqual([
      ['finance operations', 'quarterly', 'approve automatically', 2],
      ['revenue operations', 'quarterly', 'assign automatically', 2],
      [null, null, 'move to nurture', 1],
    ]);
  });
});
