import type { KeyObject } from 'node:crypto';
import type { Tape } from '../json/tape.ts';
import { find, stringText } from '../json/tape-values.ts';
import { decodeText } from '../signatures/encodings.ts';
import { ed25519Key, fingerprint, importKey, type SuppliedKeys } from '../signatures/keys.ts';
import { keyFits, macFits, signatureFits } from '../signatures/verify-signature.ts';
import { createInputBuilder, digestHex, pathOf, scalarAt } from './parts.ts';
import type { ChainProfile } from './profile.ts';

/**
 * `fits`: a key from outside the file. `fits-own-key`: the key the record itself carries, none having been supplied.
 * `other-key`: the record's own key, while other keys were supplied. `no-key`: nothing to check it with.
 */
export type SignatureState = 'fits' | 'fits-own-key' | 'other-key' | 'bad' | 'no-key' | 'unsigned' | 'none';

export interface SignatureJudge {
  isSigned(tape: Tape, token: number): boolean;
  /** `input`, `hash`: what the record's hash was computed from, and the hash in hex. */
  judge(tape: Tape, token: number, input: Buffer | null, hash: string | null): { readonly signature: SignatureState; readonly fingerprint: string | null };
  mac(tape: Tape, token: number, storedText: string | null, storedHex: string | null, input: Buffer | null): SignatureState;
}

interface Key {
  readonly key: KeyObject;
  readonly kid: string | null;
  readonly fingerprint: string;
}

export function createSignatureJudge(profile: ChainProfile, supplied: SuppliedKeys): SignatureJudge {
  const { sig, mac, prev, hash } = profile;
  const sigPath = sig === null ? null : pathOf(sig.field);
  const own = sig === null || sig.input === null ? null : createInputBuilder(sig.input, prev);
  const requires = Object.entries(sig?.requires ?? {}).map(([pointer, value]) => ({ path: pathOf(pointer), value }));
  const keyPath = sig === null || sig.key === null ? null : pathOf(sig.key.field);
  const kidPath = sig === null || sig.kid === null ? null : pathOf(sig.kid);
  const newKeyPath = sig === null || sig.rotation === null ? null : pathOf(sig.rotation.newKey);
  const macPath = mac === null ? null : pathOf(mac.field);
  const keys: Key[] = [];
  if (sig !== null) for (const { spki, kid } of supplied.publics) addKey(importKey(spki), kid);
  const pinned = keys.length > 0;
  const carried = new Map<string, Key | null>();

  function addKey(key: KeyObject, kid: string | null): void {
    if (sig !== null && keyFits(sig.alg, key)) keys.push({ key, kid, fingerprint: fingerprint(key) });
  }

  function carriedKey(tape: Tape, token: number): Key | null {
    if (sig === null || sig.key === null || keyPath === null) return null;
    const text = stringText(tape, find(tape, token, keyPath)) ?? '';
    const known = carried.get(text);
    if (known !== undefined) return known;
    const raw = decodeText(text, sig.key.encoding, sig.key.prefix);
    const key = raw === null || sig.alg !== 'ed25519' ? null : ed25519Key(raw);
    const found = key === null ? null : { key, kid: null, fingerprint: fingerprint(key) };
    if (carried.size > 1000) carried.clear();
    carried.set(text, found);
    return found;
  }

  function messageOf(tape: Tape, token: number, input: Buffer | null, hashed: string | null): Buffer | null {
    if (sig === null) return null;
    const bytes = own === null ? input : own.build(tape, token);
    if (bytes === null || sig.over === 'input') return bytes;
    const hex = own === null && hashed !== null ? hashed : digestHex(hash?.alg ?? 'sha256', bytes);
    return sig.over === 'hash-text' ? Buffer.from(`${hash?.prefix ?? ''}${hex}`) : Buffer.from(hex, 'hex');
  }

  return {
    isSigned: (tape, token) => sigPath !== null && find(tape, token, sigPath) >= 0,
    judge(tape, token, input, hashed) {
      if (sig === null || sigPath === null) return { signature: 'none', fingerprint: null };
      const at = find(tape, token, sigPath);
      if (at < 0) return { signature: sig.unsigned === 'allowed' ? 'unsigned' : 'bad', fingerprint: null };
      const own = carriedKey(tape, token);
      if (requires.some(({ path, value }) => scalarAt(tape, token, path) !== value)) return { signature: 'bad', fingerprint: own?.fingerprint ?? null };
      const text = stringText(tape, at);
      const signature = text === null ? null : decodeText(text, sig.encoding, sig.prefix);
      const message = signature === null ? null : messageOf(tape, token, input, hashed);
      if (signature === null || message === null) return { signature: 'bad', fingerprint: own?.fingerprint ?? null };
      const bytes = Buffer.from(message);
      const kid = kidPath === null ? null : stringText(tape, find(tape, token, kidPath));
      const fitting = [...keys].sort((a, b) => Number(b.kid === kid) - Number(a.kid === kid)).find(({ key }) => signatureFits(sig.alg, key, bytes, signature));
      if (fitting !== undefined) {
        adoptNewKey(tape, token);
        return { signature: 'fits', fingerprint: fitting.fingerprint };
      }
      if (own === null) return { signature: pinned || (sig.alg === 'ed25519' && signature.length !== 64) ? 'bad' : 'no-key', fingerprint: null };
      if (!signatureFits(sig.alg, own.key, bytes, signature)) return { signature: 'bad', fingerprint: own.fingerprint };
      return { signature: pinned ? 'other-key' : 'fits-own-key', fingerprint: own.fingerprint };
    },
    mac(tape, token, storedText, storedHex, input) {
      if (mac === null || macPath === null) return 'none';
      const text = stringText(tape, find(tape, token, macPath));
      if (text === null) return 'unsigned';
      const bytes = decodeText(text, mac.encoding, mac.prefix);
      if (bytes === null) return 'bad';
      if (supplied.secrets.length === 0) return 'no-key';
      const over = mac.over === 'hash-text' ? Buffer.from(storedText ?? '') : mac.over === 'hash-bytes' ? Buffer.from(storedHex ?? '', 'hex') : input;
      return over !== null && supplied.secrets.some((secret) => macFits(mac.alg, secret, over, bytes, mac.bytes)) ? 'fits' : 'bad';
    },
  };

  /** A record that hands over to another key counts because the key before signed it. */
  function adoptNewKey(tape: Tape, token: number): void {
    if (sig === null || sig.rotation === null || newKeyPath === null) return;
    const text = stringText(tape, find(tape, token, newKeyPath));
    const raw = text === null ? null : decodeText(text, sig.rotation.encoding, sig.rotation.prefix);
    const key = raw === null ? null : ed25519Key(raw);
    if (key !== null) addKey(key, null);
  }
}
