import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writtenAs, jcsForm } from '../../electron/engine/integrity/json/jcs.ts';
import { digestHex } from '../../electron/engine/integrity/chain/parts.ts';
import { fingerprint, importKey, readKeys } from '../../electron/engine/integrity/signatures/keys.ts';
import { checkFile, checkText, findings, only } from '../support/check-log.ts';

const agt = '../shared/vectors/agt-oracle';
const pipelock = '../shared/vectors/pipelock-receipts/sdk/conformance/testdata';
const receipts = '../shared/vectors/agent-receipts';

describe.skipIf(!existsSync(agt))(`AGT logs, written by the vendor’s code (${agt})`, () => {
  const key = existsSync(agt) ? readFileSync(join(agt, 'hmac-key.txt')) : Buffer.alloc(0);

  it('signed sink: 14 of 14 hashes, MACs and links, with no variant', async () => {
    const verdict = only(await checkFile(join(agt, 'python-file-audit-sink.jsonl'), { keys: [key], anchors: { count: 14 } }));
    expect(verdict.profile?.id).toBe('agt-mesh-sink');
    expect(verdict.profile?.variant).toBeNull();
    expect([verdict.records, verdict.failures]).toEqual([14, []]);
    const { recipe, content, order, start, end, authorship } = verdict.properties;
    expect([recipe, content, order, start, end, authorship].map(({ verdict: word }) => word)).toEqual(Array(6).fill('verified'));
    expect(recipe.sentence).toContain('fits 14 of 14');
    expect(verdict.uncoveredFields).toEqual(['compute_driver', 'environment', 'sandbox_id']);
    expect(verdict.weaknesses.map(({ code }) => code)).toContain('symmetric-key');
  });

  it('signed sink without the key: the chain holds, authorship is not checked', async () => {
    const { properties } = only(await checkFile(join(agt, 'python-file-audit-sink.jsonl')));
    expect(properties.authorship).toMatchObject({ verdict: 'not-checked', missing: 'the MAC’s secret' });
    expect(properties.content.verdict).toBe('verified');
  });

  it('model export: 14 of 14 once Z is +00:00 and numbers are written as Python writes them', async () => {
    const verdict = only(await checkFile(join(agt, 'python-auditlog-entries-pydantic-json.jsonl')));
    expect(verdict.profile).toMatchObject({ id: 'agt-mesh-py', variant: 'times re-spelled (z-to-offset)' });
    expect([verdict.inferred, verdict.failures]).toEqual([true, []]);
    expect(verdict.properties.recipe.sentence).toContain('fits 14 of 14');
  });

  it('export(): 14 of 14 once the blank in the time is a T', async () => {
    const verdict = only(await checkFile(join(agt, 'python-auditlog-export.json')));
    expect(verdict.profile).toMatchObject({ id: 'agt-mesh-py', variant: 'times re-spelled (space-to-t)' });
    expect([verdict.records, verdict.failures, verdict.properties.start.verdict]).toEqual([14, [], 'verified']);
    expect(verdict.uncoveredFields).toContain('approver_did');
  });

  it('CloudEvents: linked, and said to be no more than that', async () => {
    const verdict = only(await checkFile(join(agt, 'python-cloudevents.json')));
    expect([verdict.profile?.id, verdict.records, verdict.failures]).toEqual(['agt-cloudevents', 14, []]);
    expect([verdict.properties.order.verdict, verdict.properties.content.verdict]).toEqual(['verified', 'cannot-be-known']);
  });

  it.each([['typescript-export.json', 12, 'verified'], ['typescript-export-rolled-maxEntries5.json', 5, 'not-checked']])('%s: %i of %i, start %s', async (name, records, start) => {
    const verdict = only(await checkFile(join(agt, name)));
    expect([verdict.records, verdict.failures]).toEqual([records, []]);
    expect(verdict.properties.recipe.sentence).toContain(`fits ${records} of ${records}`);
    expect(verdict.properties.start.verdict).toBe(start);
    if (start === 'not-checked') expect(verdict.properties.start.sentence).toContain('starts mid-chain');
  });
});

describe.skipIf(!existsSync(pipelock))(`pipelock recorder and receipts (${pipelock})`, () => {
  const key = existsSync(pipelock) ? readFileSync(join(pipelock, 'test-key.json')) : Buffer.alloc(0);

  it('valid chain: both layers whole, five of five', async () => {
    const [recorder, receipt] = await checkFile(join(pipelock, 'valid-chain.jsonl'), { keys: [key] });
    expect([recorder?.profile?.id, recorder?.records, recorder?.failures]).toEqual(['pipelock-recorder', 5, []]);
    expect([receipt?.profile?.id, receipt?.records, receipt?.failures]).toEqual(['pipelock-receipt', 5, []]);
    expect(recorder?.properties.recipe.sentence).toContain('fits 5 of 5');
    expect(receipt?.properties.authorship.sentence).toContain('All 5 signatures fit the key supplied');
  });

  it('broken chain: the outer layer is whole, the inner links of the fourth and fifth receipt are not', async () => {
    const [recorder, receipt] = await checkFile(join(pipelock, 'broken-chain.jsonl'), { keys: [key] });
    expect(recorder?.failures).toEqual([]);
    expect(receipt?.properties.authorship.verdict).toBe('verified');
    expect(receipt?.properties.order.verdict).toBe('failed');
    expect(receipt?.failures.map(({ record }) => record)).toEqual([4, 5]);
  });

  it('without the key: the signatures fit, and the key is said to come from the file', async () => {
    const [, receipt] = await checkFile(join(pipelock, 'valid-chain.jsonl'));
    expect(receipt?.properties.authorship).toMatchObject({ verdict: 'not-checked' });
    expect(receipt?.properties.authorship.sentence).toContain('taken from the file itself');
  });

  it('one receipt: accepted, and the one with another signature is not', async () => {
    const valid = only(await checkFile(join(pipelock, 'valid-single.json'), { keys: [key] }));
    expect([valid.failures, valid.properties.authorship.verdict]).toEqual([[], 'verified']);
    const invalid = only(await checkFile(join(pipelock, 'invalid-signature.json'), { keys: [key] }));
    expect(invalid.properties.recipe.verdict === 'failed' || findings(invalid).includes('bad-signature@1')).toBe(true);
    expect(invalid.properties.authorship.verdict).toBe('failed');
  });
});

const anyReceipt = z.looseObject({});
const keyPair = z.looseObject({ publicKey: z.string() });
const crossSdk = z.looseObject({ keys: keyPair });

describe.skipIf(!existsSync(receipts))(`Agent Receipts (${receipts})`, () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(receipts, 'cross-sdk-tests', name), 'utf8'));
  const receiptForm = { ...jcsForm, nulls: 'drop' as const, keepNulls: ['/credentialSubject/chain/previous_receipt_hash'], exclude: ['/proof'] };
  const hashOf = (receipt: unknown): string => `sha256:${digestHex('sha256', writtenAs(Buffer.from(JSON.stringify(receipt)), receiptForm) ?? Buffer.alloc(0))}`;
  const check = (list: readonly unknown[], publicKey: string) => checkText(list.map((receipt) => JSON.stringify(receipt)).join('\n'), { profile: 'agent-receipts', keys: [publicKey] });

  it('10 of 10 literal receipt hashes', () => {
    const { receipt_hash_vectors: cases } = z.looseObject({ receipt_hash_vectors: z.array(z.looseObject({ name: z.string(), receipt: anyReceipt.optional(), expectedHash: z.string().optional() })) }).parse(read('canonicalization_vectors.json'));
    const base = cases.find(({ name }) => name === 'receipt_all_optional_absent')?.expectedHash ?? '';
    const literal = cases.flatMap(({ name, receipt, expectedHash }) => (receipt === undefined || expectedHash === undefined ? [] : [{ name, found: hashOf(receipt), expected: expectedHash.startsWith('SAME_AS') ? base : expectedHash }]));
    expect(literal.filter(({ found, expected }) => found !== expected)).toEqual([]);
    expect(literal).toHaveLength(10);
  });

  it.each(['v020_vectors.json', 'v030_vectors.json', 'v040_vectors.json', 'v050_vectors.json', 'go_vectors.json', 'py_vectors.json'])('%s: every signature fits and every chain links', async (name) => {
    const file = read(name);
    const { keys } = crossSdk.parse(file);
    const lists = receiptLists(file);
    expect(lists.length).toBeGreaterThan(0);
    for (const list of lists) {
      const verdict = only(await check(list, keys.publicKey));
      expect(verdict.failures, JSON.stringify(verdict.failures)).toEqual([]);
      expect(verdict.properties.authorship.verdict).toBe('verified');
      expect(verdict.properties.content.verdict).toBe('verified');
      if (list.length > 1) expect(verdict.properties.order.verdict).toBe('verified');
    }
  });

  it('a repeated idempotency key is a warning, not a failure', async () => {
    const file = z.looseObject({ keys: keyPair, duplicateIdempotencyChain: z.looseObject({ receipts: z.array(anyReceipt), expectedWarningCount: z.number() }) }).parse(read('v040_vectors.json'));
    const verdict = only(await check(file.duplicateIdempotencyChain.receipts, file.keys.publicKey));
    expect(verdict.failures).toEqual([]);
    expect(verdict.notes.filter(({ sentence }) => sentence.includes('idempotency_key'))).toHaveLength(file.duplicateIdempotencyChain.expectedWarningCount);
  });

  it('a closed chain is closed by its last, signed receipt', async () => {
    const file = z.looseObject({ keys: keyPair, terminalChain: z.looseObject({ receipts: z.array(anyReceipt) }) }).parse(read('v020_vectors.json'));
    const verdict = only(await check(file.terminalChain.receipts, file.keys.publicKey));
    expect([verdict.records, verdict.properties.end.verdict]).toEqual([3, 'verified']);
    const cut = only(await check(file.terminalChain.receipts.slice(0, 2), file.keys.publicKey));
    expect([cut.failures, cut.properties.end.verdict]).toEqual([[], 'not-checked']);
  });

  it('6 of 6 malformed receipts and the malformed chain are rejected', async () => {
    const file = z.looseObject({ keys: keyPair, receipts: z.array(z.looseObject({ name: z.string(), receipt: anyReceipt })), chains: z.array(z.looseObject({ receipts: z.array(anyReceipt) })).optional() }).parse(read('malformed_vectors.json'));
    expect(file.receipts).toHaveLength(6);
    for (const { name, receipt } of file.receipts) {
      const verdict = only(await check([receipt], file.keys.publicKey));
      expect(Object.values(verdict.properties).some(({ verdict: word }) => word === 'failed'), name).toBe(true);
      expect(verdict.properties.authorship.verdict, name).not.toBe('verified');
    }
    const chains = receiptLists(file).filter((list) => list.length > 1);
    expect(chains).toHaveLength(1);
    for (const chain of chains) {
      const verdict = only(await check(chain, file.keys.publicKey));
      expect(verdict.failures.length, JSON.stringify(verdict.properties)).toBeGreaterThan(0);
    }
  });

  it('a key rotation counts under the outgoing key', async () => {
    const file = join(receipts, 'spec/test-vectors/rotation-event/example.json');
    const text = readFileSync(file, 'utf8');
    const outgoing = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
    expect(only(await checkText(text, { profile: 'agent-receipts', keys: [outgoing] }, 'r.json')).properties.authorship.verdict).toBe('verified');
    const incoming = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
    expect(only(await checkText(text, { profile: 'agent-receipts', keys: [incoming] }, 'r.json')).properties.authorship.verdict).toBe('failed');
  });

  it('3 of 3 did:key identifiers give their key', () => {
    const file: unknown = JSON.parse(readFileSync(join(receipts, 'spec/test-vectors/did-key/vectors.json'), 'utf8'));
    const found = didKeys(file);
    expect(found).toHaveLength(3);
    for (const { did, hex } of found) {
      const [own, raw] = [did, hex].map((text) => readKeys(Buffer.from(text), 'a vector'));
      const key = own?.ok === true ? own.value.publics[0] : undefined;
      const same = raw?.ok === true ? raw.value.publics[0] : undefined;
      expect(key !== undefined && same !== undefined && fingerprint(importKey(key.spki)) === fingerprint(importKey(same.spki)), did).toBe(true);
    }
  });
});

/** Every receipt, or list of receipts, anywhere in a vector file. */
function receiptLists(value: unknown): readonly (readonly unknown[])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isReceipt(value)) return [[value]];
  if (Array.isArray(value)) return value.length > 0 && value.every(isReceipt) ? [value] : value.flatMap(receiptLists);
  return Object.values(value).flatMap(receiptLists);
}

function isReceipt(value: unknown): boolean {
  return z.looseObject({ credentialSubject: z.looseObject({ chain: z.looseObject({}) }), proof: z.looseObject({}) }).safeParse(value).success;
}

function didKeys(value: unknown): readonly { readonly did: string; readonly hex: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.values(value);
  const did = members.find((member) => typeof member === 'string' && /^did:key:z\w+$/.test(member));
  const hex = members.find((member) => typeof member === 'string' && /^[0-9a-f]{64}$/.test(member));
  const own = typeof did === 'string' && typeof hex === 'string' ? [{ did, hex }] : [];
  return [...own, ...members.flatMap(didKeys)];
}
