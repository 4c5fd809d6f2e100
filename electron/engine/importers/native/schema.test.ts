import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonMembers } from './field-table.ts';
import { flatFields, nestedFields, recordMembers } from './fields.ts';
import { flatReaders } from './flat-names.ts';
import { nativeSchema } from './importer.ts';

const text = readFileSync(new URL('../../../../resources/schemas/execute-action-record.schema.json', import.meta.url), 'utf8');
const group = z.looseObject({ properties: z.record(z.string(), z.unknown()).optional(), oneOf: z.array(z.looseObject({})).optional() });
const schema = z.looseObject({ properties: z.record(z.string(), group), $defs: z.record(z.string(), z.union([z.literal(true), group])) }).parse(JSON.parse(text));
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(JSON.parse(text));

/** `group.member` and single members as the schema lists them. */
function pathsOfSchema(): readonly string[] {
  return Object.entries(schema.properties).flatMap(([name, shape]) => {
    const inner = shape.properties ?? membersOfDefinition(name) ?? membersOfAlternative(shape.oneOf);
    return inner === undefined ? [name] : [...(name === 'override' ? [name] : []), ...Object.keys(inner).map((member) => `${name}.${member}`)];
  });
}

function membersOfDefinition(name: string): Record<string, unknown> | undefined {
  const definition = schema.$defs[name];
  return definition === undefined || definition === true || schema.properties[name]?.oneOf === undefined ? undefined : definition.properties;
}

function membersOfAlternative(alternatives: readonly Record<string, unknown>[] | undefined): Record<string, unknown> | undefined {
  return alternatives?.map((alternative) => group.parse(alternative).properties).find((properties) => properties !== undefined);
}

describe('the published JSON Schema of the native record', () => {
  it('names exactly the members the importer reads', () => {
    const read = [...nestedFields, ...flatFields].map(({ path }) => path);
    const about = [...recordMembers].filter((name) => name !== 'run');
    expect([...pathsOfSchema()].sort()).toEqual([...read, ...flatReaders.keys(), ...about, 'run.id'].sort());
  });

  it('has a row in the field table for every top-level member', () => {
    expect(Object.keys(schema.properties).filter((name) => !jsonMembers.has(name))).toEqual([]);
  });

  it('accepts a whole record, an event, a flat record, hashed and redacted values', () => {
    expect(validate({ schema: nativeSchema, run: { id: 'r1' }, output: { value: 'refund', reasoning: { hash: 'sha256:00' } }, trigger: { actor: { redacted: 'personal data' } } })).toBe(true);
    expect(validate({ run: { id: 'r1' }, event: 'executed', at: '2026-03-01T10:00:00Z', action: [{ type: 'refund' }, { type: 'refund' }] })).toBe(true);
    expect(validate({ action_type: 'lead_score', timestamp: '2026-03-01T10:00:00Z', human_reviewer: null })).toBe(true);
  });

  it('refuses a record that names no run, a run that is no object, and an action that is a text', () => {
    expect(validate({ event: 'run' })).toBe(false);
    expect(validate({ run: 7 })).toBe(false);
    expect(validate({ id: 'x', action: 'refund' })).toBe(false);
  });
});
