import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '#shared/result.ts';

/** The part of Electron's safeStorage this needs. */
export interface KeyStore {
  isEncryptionAvailable(): boolean;
  /** Linux only: `basic_text` means a fixed password, which is no protection. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

export interface SigningKey {
  /** PKCS#8 PEM, or null: the engine keeps its own 0600 file. */
  readonly pem: string | null;
  readonly words: string;
}

/** (E) The journal's key, encrypted by the operating system's key store where there is one. A key once made is never silently replaced. */
export function openSigningKey(home: string, keyStore: KeyStore, platform: string): Result<SigningKey> {
  const path = join(home, 'signing-key.encrypted');
  const usable = keyStore.isEncryptionAvailable() && (platform !== 'linux' || keyStore.getSelectedStorageBackend?.() !== 'basic_text');
  if (!usable) {
    if (existsSync(path)) return failed('key-store-locked', `The signing key lies encrypted in ${path}, and the operating system’s key store does not open it.`, 'Unlock the key store and start again. Without it new journal entries are signed by another key.');
    return ok({ pem: null, words: '' });
  }
  const words = `encrypted by the operating system’s key store, in ${path}`;
  if (existsSync(path)) {
    try {
      return ok({ pem: keyStore.decryptString(readFileSync(path)), words });
    } catch (error) {
      return failed('key-unreadable', `The signing key in ${path} cannot be decrypted: ${error instanceof Error ? error.message : String(error)}`, 'Restore the file and the account it belongs to, or move the file away: then a new key is made, and the journal shows the change.');
    }
  }
  const pem = generateKeyPairSync('ed25519', { privateKeyEncoding: { format: 'pem', type: 'pkcs8' }, publicKeyEncoding: { format: 'pem', type: 'spki' } }).privateKey;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, keyStore.encryptString(pem), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return ok({ pem, words });
}
