import { generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defined } from '#shared/assert.ts';
import { signingKeyFromHome, signingKeyFromPem, verifyingKey } from './signing-key.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'proofline-key-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the signing key', () => {
  it('is made once and is the same at the next start', () => {
    const [first, second] = [signingKeyFromHome(home), signingKeyFromHome(home)];
    if (!first.ok || !second.ok) throw new Error('no key');
    expect(second.value.publicKey).toBe(first.value.publicKey);
    expect(readdirSync(home)).toEqual(['signing-key.pem']);
  });

  it('signs what the named public key verifies, and nothing else', () => {
    const key = signingKeyFromHome(home);
    if (!key.ok) throw new Error('no key');
    const bytes = Buffer.from('entry');
    const signature = Buffer.from(key.value.sign(bytes), 'base64url');
    const publicKey = defined(verifyingKey(key.value.publicKey), 'public key');
    expect(verify(null, bytes, publicKey, signature)).toBe(true);
    expect(verify(null, Buffer.from('entrz'), publicKey, signature)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only, and becomes so again when it was opened up', () => {
    signingKeyFromHome(home);
    const path = join(home, 'signing-key.pem');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    const again = signingKeyFromHome(home);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(again.ok && again.value.keyStore).toContain('readable by your account only');
  });

  it('that is damaged is a problem with a next step, never replaced in silence', () => {
    writeFileSync(join(home, 'signing-key.pem'), 'garbage');
    const key = signingKeyFromHome(home);
    expect(key.ok).toBe(false);
    expect(!key.ok && key.problem.code).toBe('signing-key-unusable');
  });

  it('may be handed in by the shell, but only an Ed25519 key', () => {
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const taken = signingKeyFromPem(ed25519, 'key ring');
    expect(taken.ok && taken.value.keyStore).toBe('key ring');
    expect(signingKeyFromPem(other, 'key ring').ok).toBe(false);
  });
});
