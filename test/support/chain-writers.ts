import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { isJsonArray, isJsonObject } from '#shared/json.ts';

/**
 * Writers of logs, one a built-in profile, written here from the descriptions and not from the profiles: plain JSON.stringify and
 * node:crypto, so that the checker is not judged by its own code. Values are ASCII text, whole numbers and null.
 */
export interface Writer {
  readonly profile: string;
  /** The chain from nothing: each record sealed after the one before. `salt` makes another chain of the same kind. */
  write(count: number, salt?: string): readonly JsonObject[];
  /** Seals bodies anew, as somebody who can compute hashes but holds no key would. */
  reseal(records: readonly JsonObject[]): readonly JsonObject[];
  /** The same from the index on, the records before left as they are; `own`: with the writer's own key. */
  resealFrom(records: readonly JsonObject[], index: number, key: 'own' | 'other'): readonly JsonObject[];
  /** Changes something the recipe covers, and leaves the hash as it is. */
  edit(record: JsonObject): JsonObject;
  readonly keys: readonly string[];
  readonly ownHash: boolean;
  readonly seq: boolean;
}

const zeros = '0'.repeat(64);
const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

interface Recipe {
  readonly profile: string;
  body(index: number, salt: string): JsonObject;
  seal(body: JsonObject, before: JsonObject | null, key: KeyObject | null): JsonObject;
  edit(record: JsonObject): JsonObject;
  readonly key?: 'ed25519' | 'p256' | 'hmac';
  readonly ownHash?: boolean;
  readonly seq?: boolean;
}

function writer({ profile, body, seal, edit, key, ownHash = true, seq = false }: Recipe): Writer {
  const pair = key === 'p256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : key === 'ed25519' ? generateKeyPairSync('ed25519') : null;
  const stranger = key === 'p256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : key === 'ed25519' ? generateKeyPairSync('ed25519') : null;
  const chain = (bodies: readonly JsonObject[], signer: KeyObject | null, before: readonly JsonObject[] = []): readonly JsonObject[] => {
    const records = [...before];
    for (const one of bodies) records.push(seal(one, records.at(-1) ?? null, signer));
    return records;
  };
  return {
    profile, edit, ownHash, seq,
    write: (count, salt = '') => chain(Array.from({ length: count }, (_none, index) => body(index, salt)), pair?.privateKey ?? null),
    reseal: (records) => chain(records, stranger?.privateKey ?? null),
    resealFrom: (records, index, by) => chain(by === 'own' ? records.slice(index).map(unsealed) : records.slice(index), (by === 'own' ? pair : stranger)?.privateKey ?? null, records.slice(0, index)),
    keys: pair !== null ? [pair.publicKey.export({ format: 'pem', type: 'spki' }).toString()] : key === 'hmac' ? [macSecret] : [],
  };
}

const macSecret = 'a secret for tests only';

/** The MAC writer takes a record that bears a signature for one it must forge. */
function unsealed(record: JsonObject): JsonObject {
  return without(record, 'signature');
}

function without(record: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function pick(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

function text(value: JsonValue | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

function sorted(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(sorted);
  return isJsonObject(value) ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name] ?? null)])) : value;
}

const jcs = (value: JsonValue): string => JSON.stringify(sorted(value));

function python(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(python).join(', ')}]`;
  return isJsonObject(value) ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}: ${python(value[name] ?? null)}`).join(', ')}}` : JSON.stringify(value);
}

const at = (index: number): string => new Date(Date.UTC(2026, 2, 1, 8, 0, index)).toISOString();
const hashOf = (record: JsonObject | null, name: string): string | null => (record === null ? null : text(record[name]));
const editing = (name: string) => (record: JsonObject): JsonObject => ({ ...record, [name]: `${text(record[name])} altered` });

const mesh = ['entry_id', 'timestamp', 'event_type', 'agent_did', 'action', 'resource', 'data', 'outcome', 'previous_hash'];
const sink = [...mesh, 'target_did', 'policy_decision', 'matched_rule', 'trace_id', 'session_id'];
const meshBody = (index: number, salt: string): JsonObject => ({
  entry_id: `audit_${salt}${index}`, timestamp: at(index).replace('Z', '+00:00'), event_type: 'tool_invocation', agent_did: 'did:mesh:a', action: 'refund.issue', resource: null, data: { amount: index, list: [1, null] }, outcome: 'success',
  target_did: null, policy_decision: 'allow', matched_rule: null, trace_id: null, session_id: null,
});
const generic = (index: number, salt: string): JsonObject => ({ z: `value ${salt}${index}`, a: { n: index, b: null }, at: at(index) });
const tsBody = (index: number, salt: string): JsonObject => ({ timestamp: at(index), agentId: `agent-${salt}${index}`, action: 'data.read', decision: 'allow' });
const snake = (index: number, salt: string): JsonObject => ({ timestamp: at(index), agent_id: `agent-${salt}${index}`, action: 'data.read', decision: 'allow' });

export const writers: readonly Writer[] = [
  writer({
    profile: 'proofline-native', seq: true, edit: editing('event'),
    body: (index, salt) => ({ schema: 'proofline.execute-action/1', id: `rec-${salt}${index}`, event: 'run', at: at(index), run: { id: `r-${salt}${index}` }, seq: index + 1 }),
    seal: (body, before) => {
      const open = { ...without(body, 'hash', 'prev_hash'), prev_hash: hashOf(before, 'hash') ?? zeros };
      return { ...open, hash: sha(jcs(open)) };
    },
  }),
  writer({
    profile: 'agt-mesh-py', edit: editing('action'), body: (index, salt) => without(meshBody(index, salt), 'session_id'),
    seal: (body, before) => {
      const open = { ...body, previous_hash: hashOf(before, 'entry_hash') ?? '' };
      return { ...open, entry_hash: sha(python(pick(open, mesh))) };
    },
  }),
  writer({
    profile: 'agt-mesh-py-spec', edit: editing('action'), body: (index, salt) => without(meshBody(index, salt), 'session_id'),
    seal: (body, before) => {
      const open = { ...body, previous_hash: hashOf(before, 'entry_hash') ?? '' };
      return { ...open, entry_hash: sha(jcs(pick(open, mesh))) };
    },
  }),
  writer({
    profile: 'agt-mesh-sink', edit: editing('action'), key: 'hmac', body: meshBody,
    seal: (body, before) => {
      const open = { ...without(body, 'signature'), previous_hash: hashOf(before, 'content_hash') ?? '' };
      const hash = sha(python(pick(open, sink)));
      const secret = body['signature'] === undefined ? macSecret : 'not the secret';
      return { ...open, content_hash: hash, signature: createHmac('sha256', secret).update(hash).digest('hex') };
    },
  }),
  ...['agt-ts', 'agt-claude-code'].map((profile) =>
    writer({
      profile, edit: editing('action'), body: (index, salt) => ({ ...tsBody(index, salt), ...(profile === 'agt-ts' ? { skillAuditMetadata: { skill: `s${index}` } } : {}) }),
      seal: (body, before) => {
        const { timestamp = null, agentId = null, action = null, decision = null, skillAuditMetadata } = body;
        const previousHash = hashOf(before, 'hash') ?? zeros;
        const open = { timestamp, agentId, action, decision, previousHash, ...(skillAuditMetadata === undefined ? {} : { skillAuditMetadata }) };
        return { ...without(body, 'hash', 'previousHash'), hash: sha(JSON.stringify(open)), previousHash };
      },
    }),
  ),
  writer({
    profile: 'agt-go', edit: editing('action'), body: snake,
    seal: (body, before) => {
      const open: JsonObject = { ...body, previous_hash: hashOf(before, 'hash') ?? '' };
      const parts = ['timestamp', 'agent_id', 'action', 'decision', 'previous_hash'].map((name) => Buffer.from(text(open[name])));
      const bytes = parts.flatMap((part) => [Buffer.from([0, 0, part.length >> 8, part.length & 255]), part]);
      return { ...open, hash: sha(Buffer.concat([Buffer.from([1]), ...bytes])) };
    },
  }),
  writer({
    profile: 'agt-rust', edit: editing('action'), body: (index, salt) => ({ seq: index, ...snake(index, salt) }),
    seal: (body, before) => {
      const open: JsonObject = { ...body, previous_hash: hashOf(before, 'hash') ?? '' };
      return { ...open, hash: sha(['seq', 'timestamp', 'agent_id', 'action', 'decision', 'previous_hash'].map((name) => text(open[name])).join('|')) };
    },
  }),
  writer({
    profile: 'agt-dotnet', edit: editing('Action'), body: (index, salt) => ({ Seq: index, Timestamp: at(index).replace('Z', '0000Z'), AgentId: `a${salt}${index}`, Action: 'read', Decision: 'allow' }),
    seal: (body, before) => {
      const open: JsonObject = { ...body, PreviousHash: hashOf(before, 'Hash') ?? '' };
      return { ...open, Hash: sha(['Seq', 'Timestamp', 'AgentId', 'Action', 'Decision', 'PreviousHash'].map((name) => text(open[name])).join('|')) };
    },
  }),
  writer({
    profile: 'agt-hypervisor-delta', edit: editing('turn_id'), body: (index, salt) => ({ delta_id: `d${salt}${index}`, turn_id: 't', session_id: 's', agent_did: 'did:a', timestamp: at(index), changes: [{ path: '/x', to: index }] }),
    seal: (body, before) => {
      const parent = hashOf(before, 'delta_hash');
      const names = ['delta_id', 'turn_id', 'session_id', 'agent_did', 'timestamp', 'changes'];
      return { ...body, parent_hash: parent ?? '', delta_hash: sha(python({ ...pick(body, names), parent_hash: parent ?? '' })) };
    },
  }),
  writer({
    profile: 'agt-mcp-receipt', key: 'ed25519', ownHash: false, edit: editing('tool_name'),
    body: (index, salt) => ({ receipt_id: `r${salt}${index}`, tool_name: 'pay', agent_did: 'did:a', cedar_policy_id: 'p', cedar_decision: 'allow', args_hash: sha('args'), timestamp: 1_790_000_000 + index, session_id: 's' }),
    seal: (body, before, key) => {
      const payload = (record: JsonObject): string => jcs(without(record, 'signature', 'signer_public_key', 'error'));
      const open: JsonObject = { ...without(body, 'parent_receipt_hash'), ...(before === null ? {} : { parent_receipt_hash: sha(payload(before)) }) };
      return { ...without(open, 'signature', 'signer_public_key'), signature: signed(key, payload(open)).toString('hex'), signer_public_key: rawKey(key).toString('hex') };
    },
  }),
  writer({
    profile: 'agent-receipts', key: 'ed25519', ownHash: false, seq: true,
    edit: (record) => ({ ...record, issuer: { id: 'did:agent:other' } }),
    body: (index, salt) => ({ id: `urn:receipt:${salt}${index}`, version: '0.5.0', issuer: { id: 'did:agent:test' }, credentialSubject: { action: { id: `act_${salt}${index}`, type: 'file.read' }, chain: { sequence: index + 1, chain_id: 'c1' } } }),
    seal: (body, before, key) => {
      const subject = isJsonObject(body['credentialSubject']) ? body['credentialSubject'] : {};
      const chain = isJsonObject(subject['chain']) ? subject['chain'] : {};
      const unsigned: JsonObject = { ...without(body, 'proof'), credentialSubject: { ...subject, chain: { ...chain, previous_receipt_hash: before === null ? null : `sha256:${sha(jcs(without(before, 'proof')))}` } } };
      return { ...unsigned, proof: { type: 'Ed25519Signature2020', created: at(0), proofValue: `u${signed(key, jcs(unsigned)).toString('base64url')}` } };
    },
  }),
  writer({
    profile: 'aat-06', key: 'p256', ownHash: false, edit: editing('outcome'),
    body: (index, salt) => ({ record_id: `r${salt}${index}`, timestamp: at(index), agent_id: 'a', session_id: 's', action_type: 'tool_call', outcome: 'success', trust_level: 'L2', record_phase: 'post_execution' }),
    seal: (body, before, key) => {
      const open: JsonObject = { ...without(body, 'signature'), prev_hash: before === null ? null : sha(jcs(before)) };
      const signature = key === null ? '' : sign('sha256', Buffer.from(jcs(open)), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
      return { ...open, signature };
    },
  }),
  writer({
    profile: 'pipelock-recorder', seq: true, edit: editing('summary'),
    // An upgrade in the middle: entries of version 2 follow those of version 1, as the writer lets them.
    body: (index, salt) => ({ v: index < 3 ? 1 : 2, seq: index, ts: at(index), session_id: 's', type: 'note', ...(index < 3 ? {} : { event_kind: 'read' }), transport: 'https', summary: `s${salt}${index}`, detail: { n: index } }),
    seal: (body, before) => {
      const open: JsonObject = { ...without(body, 'hash'), prev_hash: hashOf(before, 'hash') ?? 'genesis' };
      const parts = ['v', 'seq', 'ts', 'session_id', 'trace_id', 'type', ...(open['v'] === 1 ? [] : ['event_kind']), 'transport', 'summary'].map((name) => text(open[name]));
      return { ...open, hash: sha([...parts, JSON.stringify(open['detail']), '', text(open['prev_hash'])].join('\u0000')) };
    },
  }),
  writer({
    profile: 'acta-v1', key: 'ed25519', ownHash: false, edit: editing('tool'), body: (index, salt) => ({ tool: `t${salt}${index}`, at: at(index) }),
    seal: (body, before, key) => {
      const open: JsonObject = { ...without(body, 'signature', 'parent_receipt_hash'), ...(before === null ? {} : { parent_receipt_hash: sha(jcs(before)) }), public_key: rawKey(key).toString('hex') };
      return { ...open, signature: signed(key, jcs(open)).toString('hex') };
    },
  }),
  writer({
    profile: 'acta-v2', key: 'ed25519', ownHash: false, edit: (record) => ({ ...record, payload: { ...(isJsonObject(record['payload']) ? record['payload'] : {}), tool: 'altered' } }),
    body: (index, salt) => ({ payload: { tool: `t${salt}${index}`, at: at(index) } }),
    seal: (body, before, key) => {
      const own = isJsonObject(body['payload']) ? without(body['payload'], 'parent_receipt_hash') : {};
      const payload = { ...own, ...(before === null ? {} : { parent_receipt_hash: sha(jcs(before)) }) };
      return { payload, signature: signed(key, jcs(payload)).toString('hex'), pubkey: rawKey(key).toString('hex') };
    },
  }),
  writer({
    profile: 'openfang', edit: editing('detail'), body: (index, salt) => ({ seq: index, timestamp: at(index), agent_id: 'a', action: 'pay', detail: `${salt}${index}`, outcome: 'ok' }),
    seal: (body, before) => {
      const open: JsonObject = { ...without(body, 'hash'), prev_hash: hashOf(before, 'hash') ?? zeros };
      return { ...open, hash: sha(['seq', 'timestamp', 'agent_id', 'action', 'detail', 'outcome', 'prev_hash'].map((name) => text(open[name])).join('')) };
    },
  }),
  writer({
    profile: 'openclaw-audit-trail', edit: editing('z'), body: generic,
    seal: (body, before) => {
      const open = without(body, 'chain');
      const prev = before !== null && isJsonObject(before['chain']) ? text(before['chain']['hash']) : zeros;
      return { ...open, chain: { prev, hash: sha(`${prev}\n${jcs(open)}`) } };
    },
  }),
  writer({
    profile: 'vcp-1.2', edit: (record) => ({ ...record, payload: { altered: true } }), body: (index, salt) => ({ header: { id: `e${salt}${index}`, at: at(index) }, payload: { n: index } }),
    seal: (body, before) => {
      const prev = before !== null && isJsonObject(before['security']) ? text(before['security']['event_hash']) : null;
      const hash = sha(jcs(body['header'] ?? null) + jcs(body['payload'] ?? null) + (prev ?? ''));
      return { ...without(body, 'security'), security: { event_hash: hash, ...(prev === null ? {} : { prev_hash: prev }) } };
    },
  }),
  writer({
    profile: 'generic-jcs', edit: editing('z'), body: generic,
    seal: (body, before) => {
      const open = { ...without(body, 'hash'), prev_hash: hashOf(before, 'hash') ?? zeros };
      return { ...open, hash: sha(jcs(open)) };
    },
  }),
  writer({
    profile: 'generic-python-json', edit: editing('z'), body: generic,
    seal: (body, before) => {
      const open = { ...without(body, 'hash'), prev_hash: hashOf(before, 'hash') ?? zeros };
      return { ...open, hash: sha(python(open)) };
    },
  }),
  writer({
    profile: 'generic-js-stringify', edit: editing('z'), body: generic,
    seal: (body, before) => {
      const open = { ...without(body, 'hash', 'prev_hash'), prev_hash: hashOf(before, 'hash') ?? zeros };
      return { ...open, hash: sha(JSON.stringify(open)) };
    },
  }),
  writer({
    profile: 'generic-concat', edit: editing('z'), body: generic,
    seal: (body, before) => {
      const prev = hashOf(before, 'hash') ?? zeros;
      return { ...without(body, 'hash', 'prev_hash'), prev_hash: prev, hash: sha(prev + jcs(without(body, 'hash', 'prev_hash'))) };
    },
  }),
  ...(['generic-jcs-camel', 'generic-js-stringify-camel'] as const).map((profile) =>
    writer({
      profile, edit: editing('z'), body: generic,
      seal: (body, before) => {
        const open = { ...without(body, 'hash', 'prevHash'), prevHash: hashOf(before, 'hash') ?? zeros };
        return { ...open, hash: sha(profile === 'generic-jcs-camel' ? jcs(open) : JSON.stringify(open)) };
      },
    }),
  ),
  writer({
    profile: 'raw-line-chain', ownHash: false, edit: editing('z'), body: generic,
    seal: (body, before) => ({ ...without(body, 'prev_hash'), prev_hash: before === null ? zeros : sha(JSON.stringify(before)) }),
  }),
];

function signed(key: KeyObject | null, message: string): Buffer {
  return key === null ? Buffer.alloc(64) : sign(null, Buffer.from(message), key);
}

function rawKey(key: KeyObject | null): Buffer {
  if (key === null) return Buffer.alloc(32);
  const jwk = key.export({ format: 'jwk' });
  return Buffer.from(jwk.x ?? '', 'base64url');
}

/** One record a line, as these writers write them. */
export function linesOf(records: readonly JsonObject[]): string {
  return `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
}
