import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkText } from '../support/check-log.ts';

/** An entry as the recorder writes it; `own`: what this one states otherwise. */
interface Entry {
  readonly [name: string]: unknown;
  readonly prev_hash: string;
  readonly hash: string;
}

const order: Readonly<Record<number, readonly string[]>> = {
  1: ['v', 'seq', 'ts', 'session_id', 'trace_id', 'type', 'transport', 'summary'],
  2: ['v', 'seq', 'ts', 'session_id', 'trace_id', 'type', 'event_kind', 'transport', 'summary'],
  3: ['v', 'seq', 'ts', 'session_id', 'chain_kind', 'writer_instance_id', 'trace_id', 'type', 'event_kind', 'transport', 'summary'],
};

function sealed(version: number, seq: number, before: Entry | null, own: Readonly<Record<string, unknown>> = {}): Entry {
  const prev = before?.hash ?? 'genesis';
  const open: Readonly<Record<string, unknown>> = {
    v: version, seq, ts: `2026-10-01T00:00:0${seq}.5Z`, session_id: 's', ...(version === 3 ? { chain_kind: 'recorder', writer_instance_id: 'w-1' } : {}), type: 'note', ...(version === 1 ? {} : { event_kind: 'write' }), transport: 'https', summary: `s${seq}`, detail: { n: seq }, ...own, prev_hash: prev,
  };
  const text = (name: string): string => (open[name] === undefined ? '' : String(open[name]));
  const input = [...(order[version] ?? []).map(text), JSON.stringify(open['detail']), '', prev].join('\u0000');
  return { ...open, prev_hash: prev, hash: createHash('sha256').update(input).digest('hex') };
}

function chain(versions: readonly number[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [seq, version] of versions.entries()) entries.push(sealed(version, seq, entries.at(-1) ?? null));
  return entries;
}

const lines = (entries: readonly object[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
const replaced = (entries: readonly Entry[], at: number, own: object): readonly object[] => entries.map((entry, index) => (index === at ? { ...entry, ...own } : entry));

describe('entries of pipelock’s flight recorder', () => {
  it.each([['version 1', [1, 1, 1, 1]], ['version 2', [2, 2, 2, 2]], ['version 3', [3, 3, 3, 3]], ['version 1, then 2 after an upgrade', [1, 1, 2, 2]]])('of %s are verified by the one profile', async (_what, versions) => {
    const [verdict, ...layers] = await checkText(lines(chain(versions)));
    expect([verdict?.profile?.id, verdict?.inferred, verdict?.failures, verdict?.uncoveredFields, layers]).toEqual(['pipelock-recorder', false, [], [], []]);
    expect(verdict?.properties.content.verdict).toBe('verified');
    expect(verdict?.properties.order.verdict).toBe('verified');
  });

  it.each([
    ['the event kind of version 2', 2, { event_kind: 'read' }],
    ['the writer of version 3', 3, { writer_instance_id: 'w-2' }],
    ['the chain kind of version 3', 3, { chain_kind: 'other' }],
    ['the version itself', 2, { v: 1 }],
  ])('%s changed: the record is named', async (_what, version, own) => {
    const [verdict] = await checkText(lines(replaced(chain([version, version, version, version]), 1, own)));
    expect(verdict?.failures.map(({ kind, record }) => `${kind}@${record}`)).toEqual(['altered@2']);
  });

  it('an event kind put into an entry of version 1 is said not to be covered', async () => {
    const [verdict] = await checkText(lines(replaced(chain([1, 1, 2, 2]), 0, { event_kind: 'read' })));
    expect(verdict?.failures).toEqual([]);
    expect(verdict?.uncoveredFields).toEqual(['event_kind']);
  });
});

describe('pipelock’s signed checkpoints', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const checkpointed = (over: (prev: string) => string): readonly Entry[] => {
    const entries = [...chain([2, 2, 2])];
    const before = entries.at(-1) ?? null;
    const signature = sign(null, Buffer.from(over(before?.hash ?? '')), privateKey).toString('hex');
    entries.push(sealed(2, 3, before, { type: 'checkpoint', event_kind: '', detail: { entry_count: 3, first_seq: 0, last_seq: 2, signature } }));
    return entries;
  };

  it('are checked with the key handed in', async () => {
    const [recorder, checkpoint] = await checkText(lines(checkpointed((prev) => prev)), { keys: [pem] });
    expect(recorder?.failures).toEqual([]);
    expect([checkpoint?.profile?.id, checkpoint?.records, checkpoint?.failures]).toEqual(['pipelock-checkpoint', 1, []]);
    expect(checkpoint?.properties.authorship.verdict).toBe('verified');
  });

  it('without a key are not checked, which is no failure', async () => {
    const [, checkpoint] = await checkText(lines(checkpointed((prev) => prev)));
    expect([checkpoint?.failures, checkpoint?.properties.authorship.verdict]).toEqual([[], 'not-checked']);
    expect(checkpoint?.properties.authorship.sentence).toContain('key is missing');
  });

  it('fail when they sign another hash, though the outer chain is whole', async () => {
    const [recorder, checkpoint] = await checkText(lines(checkpointed((prev) => `${prev.slice(1)}0`)), { keys: [pem] });
    expect(recorder?.failures).toEqual([]);
    expect(checkpoint?.properties.authorship.verdict).toBe('failed');
    expect(checkpoint?.failures.map(({ kind, record }) => `${kind}@${record}`)).toEqual(['bad-signature@4']);
  });
});
