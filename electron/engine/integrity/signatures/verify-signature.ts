import { constants, createHmac, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

export const signatureAlgorithms = ['ed25519', 'es256', 'es256-p1363', 'es384', 'es384-p1363', 'rs256', 'rs384', 'rs512', 'ps256', 'ps384', 'ps512'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

export const macAlgorithms = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;
export type MacAlgorithm = (typeof macAlgorithms)[number];

/** What the key must be for the algorithm; a key of another kind verifies nothing. */
export function keyFits(algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  if (algorithm === 'ed25519') return key.asymmetricKeyType === 'ed25519';
  if (algorithm.startsWith('es256')) return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (algorithm.startsWith('es384')) return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  return key.asymmetricKeyType === 'rsa' || (key.asymmetricKeyType === 'rsa-pss' && algorithm.startsWith('ps'));
}

/** `saltLength` for PSS: the digest's length when not said. A signature that cannot be read is one that does not fit. */
export function signatureFits(algorithm: SignatureAlgorithm, key: KeyObject, message: Uint8Array, signature: Uint8Array, saltLength?: number): boolean {
  if (!keyFits(algorithm, key)) return false;
  const hash = hashes[algorithm];
  try {
    if (algorithm === 'ed25519') return signature.length === 64 && verify(null, message, key, signature);
    if (algorithm.endsWith('-p1363')) return signature.length === (algorithm.startsWith('es256') ? 64 : 96) && verify(hash, message, { key, dsaEncoding: 'ieee-p1363' }, signature);
    if (algorithm.startsWith('ps')) return verify(hash, message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST }, signature);
    return verify(hash, message, key, signature);
  } catch {
    // OpenSSL throws on signatures it cannot parse: they fit nothing.
    return false;
  }
}

/** `bytes`: how many leading bytes the scheme keeps of the MAC; all of them when not said. */
export function macFits(algorithm: MacAlgorithm, secret: Uint8Array, message: Uint8Array, mac: Uint8Array, bytes?: number): boolean {
  const computed = createHmac(algorithm.slice('hmac-'.length), secret).update(message).digest().subarray(0, bytes);
  return mac.length === computed.length && timingSafeEqual(mac, computed);
}

const hashes: Readonly<Record<SignatureAlgorithm, string | null>> = {
  ed25519: null, es256: 'sha256', 'es256-p1363': 'sha256', es384: 'sha384', 'es384-p1363': 'sha384', rs256: 'sha256', rs384: 'sha384', rs512: 'sha512', ps256: 'sha256', ps384: 'sha384', ps512: 'sha512',
};
