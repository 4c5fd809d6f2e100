import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '#shared/result.ts';
import { freeSpaceProblem, openVault, type Vault } from './vault.ts';

let folder = '';
let vault: Vault;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofline-vault-'));
  vault = openVault(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the vault', () => {
  it('keeps a file byte for byte under its SHA-256, read-only', async () => {
    for (const size of [0, 1, 4 * 1024 * 1024, 9_000_001]) {
      const bytes = noise(size);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const progress: number[] = [];
      const stored = value(await vault.store(source(`export-${size}.jsonl`, bytes), { onProgress: (done) => progress.push(done) }));
      expect(stored).toEqual({ sha256, bytes: size, known: false });
      expect(readFileSync(vault.pathOf(sha256)).equals(bytes)).toBe(true);
      expect(statSync(vault.pathOf(sha256)).mode & 0o777).toBe(0o444);
      expect(progress.at(-1) ?? 0).toBe(size);
    }
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(vault.list().map(({ bytes, readOnly }) => ({ bytes, readOnly })).sort((a, b) => a.bytes - b.bytes)).toEqual([0, 1, 4 * 1024 * 1024, 9_000_001].map((bytes) => ({ bytes, readOnly: true })));
  });

  it('recognises the same bytes under another name and keeps one copy', async () => {
    const first = value(await vault.store(source('a.jsonl', noise(1000))));
    const second = value(await vault.store(source('b.jsonl', noise(1000))));
    expect(second).toEqual({ ...first, known: true });
    expect(vault.list()).toHaveLength(1);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  it('says so when the item it recognises no longer has its size', async () => {
    const { sha256 } = value(await vault.store(source('a.jsonl', noise(1000))));
    tamper(vault.pathOf(sha256));
    const again = await vault.store(source('b.jsonl', noise(1000)));
    expect(!again.ok && again.problem.code).toBe('vault-item-changed');
  });

  it('re-hashes an item: unchanged, changed, missing', async () => {
    const { sha256 } = value(await vault.store(source('a.jsonl', noise(5000))));
    expect(await vault.rehash(sha256)).toEqual({ ok: true, value: 'unchanged' });
    tamper(vault.pathOf(sha256));
    expect(await vault.rehash(sha256)).toEqual({ ok: true, value: 'changed' });
    rmSync(vault.pathOf(sha256), { force: true });
    expect(await vault.rehash(sha256)).toEqual({ ok: true, value: 'missing' });
  });

  it('does not admit a copy that reads back differently', async () => {
    const received = value(await vault.receive(source('a.jsonl', noise(5000))));
    writeFileSync(received.path, noise(5000).fill(0, 10, 11));
    const confirmed = await vault.confirm(received);
    expect(!confirmed.ok && confirmed.problem.code).toBe('copy-differs');
    vault.discard(received);
    expect(vault.list()).toEqual([]);
    expect(existsSync(received.path)).toBe(false);
  });

  it('keeps nothing of a copy that was cancelled', async () => {
    const cancel = new AbortController();
    const stored = await vault.store(source('a.jsonl', noise(9_000_000)), { onProgress: () => cancel.abort(), signal: cancel.signal });
    expect(!stored.ok && stored.problem.code).toBe('cancelled');
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(vault.list()).toEqual([]);
  });

  it('refuses a file that grows while it is read', async () => {
    const path = source('growing.jsonl', noise(9_000_000));
    let grown = false;
    const stored = await vault.store(path, {
      onProgress: () => {
        if (!grown) appendFileSync(path, 'more');
        grown = true;
      },
    });
    expect(!stored.ok && stored.problem.code).toBe('file-changing');
    expect(vault.list()).toEqual([]);
  });

  it('finds and removes what a crash left, and says what it was', async () => {
    value(await vault.receive(source('a.jsonl', noise(700))));
    expect(vault.clean().map(({ bytes }) => bytes)).toEqual([700]);
    expect(vault.clean()).toEqual([]);
  });

  it('answers a missing file and a folder with a problem', async () => {
    for (const path of [join(folder, 'nothing'), folder]) {
      const stored = await vault.store(path);
      expect(!stored.ok && stored.problem.code).toBe('file-missing');
    }
  });

  it('keeps the file a link points to, not the link', async () => {
    const path = source('a.jsonl', noise(300));
    symlinkSync(path, join(folder, 'link'));
    const { sha256 } = value(await vault.store(join(folder, 'link')));
    expect(statSync(vault.pathOf(sha256)).size).toBe(300);
  });

  it('asks for the space before it begins', () => {
    expect(freeSpaceProblem(folder, 1)).toBeNull();
    expect(freeSpaceProblem(folder, 2 ** 60)).toMatchObject({ code: 'disk-full' });
  });

  it('takes nothing but a hash for an item name', () => {
    expect(() => vault.pathOf('../../etc/passwd')).toThrow(/SHA-256/);
  });
});

function source(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The same bytes at every call. */
function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 7;
  for (let i = 0; i < size; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

function tamper(path: string): void {
  chmodSync(path, 0o644);
  appendFileSync(path, 'x');
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}
