import { describe, expect, it } from 'vitest';
import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import { caseUcoGraph, caseUcoTerms } from './case-uco.ts';

const facts = {
  caseId: '9c6c76a7-990b-4b8f-90c8-6b464b9bc670', caseName: 'Refunds', build: '0.1.0', madeAt: '2026-03-20T10:00:00Z', journalEntries: 12, journalHead: 'ab'.repeat(32), incident: 'INC-2026-001',
  originals: [{ path: 'data/originals/a.jsonl', name: 'a.jsonl', sha256: 'cd'.repeat(32), bytes: 340 }],
  omitted: [{ name: 'b.csv', sha256: 'ef'.repeat(32), bytes: 7, reason: 'personal data' }],
};

/** Every compact name a reader would expand: types, members, datatypes. */
function termsIn(value: JsonValue): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(termsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '@type' ? [String(member)] : name.startsWith('@') ? (name === '@graph' ? termsIn(member) : []) : [name, ...termsIn(member)]));
}

function idsIn(value: JsonValue): readonly { readonly id: string; readonly defines: boolean }[] {
  if (isJsonArray(value)) return value.flatMap(idsIn);
  if (!isJsonObject(value)) return [];
  return [...(typeof value['@id'] === 'string' ? [{ id: value['@id'], defines: '@type' in value }] : []), ...Object.values(value).flatMap(idsIn)];
}

describe('the custody of a package in the terms of CASE', () => {
  const graph = caseUcoGraph(facts);

  it('uses no term that CASE or UCO does not have, and a namespace for each', () => {
    const terms = termsIn(graph);
    expect(terms.length).toBeGreaterThan(30);
    expect([...new Set(terms)].filter((term) => !caseUcoTerms.has(term))).toEqual([]);
    const context = graph['@context'];
    for (const term of caseUcoTerms) expect(isJsonObject(context) ? context[term.split(':')[0] ?? ''] : null).toMatch(/^https?:\/\/.*[/#]$/u);
  });

  it('points at nothing it does not define, and gives every thing an id of its own that ends in a UUID', () => {
    const ids = idsIn(graph);
    const defined = ids.filter(({ defines }) => defines).map(({ id }) => id);
    expect(new Set(defined).size).toBe(defined.length);
    expect(ids.filter(({ id }) => !defined.includes(id))).toEqual([]);
    for (const id of defined) expect(id).toMatch(/^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(caseUcoGraph(facts)).toEqual(graph);
  });

  it('states the hash of each original, and of one left out that it was, and why', () => {
    const text = JSON.stringify(graph);
    for (const words of ['cd'.repeat(32), 'ef'.repeat(32), 'In this package as data/originals/a.jsonl', 'Left out of this package: personal data', 'INC-2026-001']) expect(text).toContain(words);
  });
});
