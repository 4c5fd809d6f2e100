import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '#shared/result.ts';

/** Signs this installation's journal entries. It proves that this installation wrote them, not who sat before it. */
export interface SigningKey {
  /** `ed25519:` and the raw 32-byte public key in hex. */
  readonly publicKey: string;
  /** Where the private key is kept, in words. */
  readonly keyStore: string;
  /** Ed25519 (RFC 8032) signature, base64url. */
  sign(bytes: Uint8Array): string;
}

/** The installation's key from its home folder; made at the first call. Two processes that start at once get the same. */
export function signingKeyFromHome(home: string): Result<SigningKey> {
  const path = join(home, 'signing-key.pem');
  try {
    const pem = readPem(path) ?? makePem(home, path);
    return signingKeyFromPem(pem, keptIn(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed('signing-key-unavailable', `The journal's signing key at ${path} could not be read or made: ${reason}`, 'Make the folder writable for your account, then start again.');
  }
}

/** A key handed in as PKCS#8 PEM, e.g. by a shell that keeps it in the operating system's key store. */
export function signingKeyFromPem(pem: string, keyStore: string): Result<SigningKey> {
  const key = privateKey(pem);
  if (key === null) {
    return failed('signing-key-unusable', `The journal's signing key (${keyStore}) is not an Ed25519 private key in PKCS#8 PEM form.`, 'Move it away to have a new one made. Earlier entries stay checkable: each names the public key that signed it.');
  }
  return ok({ publicKey: publicKeyText(key), keyStore, sign: (bytes) => sign(null, bytes, key).toString('base64url') });
}

/** Raw public key in hex after `ed25519:`, to a key that verifies; null when it is none. */
export function verifyingKey(text: string): KeyObject | null {
  const match = /^ed25519:([0-9a-f]{64})$/.exec(text);
  if (!match?.[1]) return null;
  return createPublicKey({ key: Buffer.concat([spkiPrefix, Buffer.from(match[1], 'hex')]), format: 'der', type: 'spki' });
}

function privateKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function readPem(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function makePem(home: string, path: string): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { privateKey: made } = generateKeyPairSync('ed25519');
  const pem = made.export({ format: 'pem', type: 'pkcs8' }).toString();
  const incoming = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(incoming, 'wx', 0o600);
  try {
    writeSync(file, pem);
    fsyncSync(file);
    // A link, not a rename: it fails when another process was faster, and then that one's key is ours as well.
    linkSync(incoming, path);
    return pem;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readFileSync(path, 'utf8');
    throw error;
  } finally {
    closeSync(file);
    rmSync(incoming, { force: true });
  }
}

function keptIn(path: string): string {
  if (process.platform === 'win32') return `file in your profile (${path})`;
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return `file readable by your account only (${path})`;
}

function publicKeyText(key: KeyObject): string {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return `ed25519:${spki.subarray(spkiPrefix.length).toString('hex')}`;
}

/** RFC 8410 section 4: SubjectPublicKeyInfo of an Ed25519 key, up to the 32 key bytes. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
