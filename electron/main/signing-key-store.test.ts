import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSigningKey, type KeyStore } from './signing-key-store.ts';

let home = '';
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'proofline-key-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const turned = (text: string): string => [...text].reverse().join('');
const store: KeyStore = { isEncryptionAvailable: () => true, getSelectedStorageBackend: () => 'gnome_libsecret', encryptString: (text) => Buffer.from(turned(text)), decryptString: (encrypted) => turned(encrypted.toString()) };

describe('the signing key', () => {
  it('is made once, kept encrypted for this account alone, and found again', () => {
    const made = openSigningKey(home, store, 'linux');
    if (!made.ok || made.value.pem === null) throw new Error('no key');
    expect(createPrivateKey(made.value.pem).asymmetricKeyType).toBe('ed25519');
    expect(made.value.words).toContain('key store');
    const file = join(home, 'signing-key.encrypted');
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openSigningKey(home, store, 'linux')).toEqual(made);
  });

  it('is left to the engine where there is no key store, or only one with a fixed password', () => {
    const none = { ok: true, value: { pem: null, words: '' } };
    expect(openSigningKey(home, { ...store, isEncryptionAvailable: () => false }, 'darwin')).toEqual(none);
    expect(openSigningKey(home, { ...store, getSelectedStorageBackend: () => 'basic_text' }, 'linux')).toEqual(none);
  });

  it('is never replaced in silence when the store is locked or the file does not decrypt', () => {
    openSigningKey(home, store, 'linux');
    expect(openSigningKey(home, { ...store, isEncryptionAvailable: () => false }, 'linux')).toMatchObject({ ok: false, problem: { code: 'key-store-locked' } });
    const broken = (): string => {
      throw new Error('wrong account');
    };
    expect(openSigningKey(home, { ...store, decryptString: broken }, 'linux')).toMatchObject({ ok: false, problem: { code: 'key-unreadable' } });
  });

  it('needs no folder to be there', () => {
    expect(openSigningKey(join(home, 'deep', 'er'), store, 'win32').ok).toBe(true);
  });
});
