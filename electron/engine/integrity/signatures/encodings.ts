/** How bytes stand in a text. All are read strictly: what would not be written back the same is no such text. */
export const encodings = ['hex', 'base64', 'base64url', 'multibase-u', 'multibase-z', 'text'] as const;
export type Encoding = (typeof encodings)[number];

/** The bytes, null when the text is not of this form. Hex may be in either case. */
export function decodeText(text: string, encoding: Encoding, prefix = ''): Buffer | null {
  if (!text.startsWith(prefix)) return null;
  const rest = text.slice(prefix.length);
  switch (encoding) {
    case 'hex':
      return rest.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(rest) ? Buffer.from(rest, 'hex') : null;
    case 'base64':
      return backAndForth(rest, 'base64');
    case 'base64url':
      return backAndForth(rest, 'base64url');
    case 'multibase-u':
      return rest.startsWith('u') ? backAndForth(rest.slice(1), 'base64url') : null;
    case 'multibase-z':
      return rest.startsWith('z') ? base58(rest.slice(1)) : null;
    case 'text':
      return Buffer.from(rest);
  }
}

export function encodeText(bytes: Uint8Array, encoding: Encoding, prefix = ''): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (encoding) {
    case 'hex':
      return prefix + buffer.toString('hex');
    case 'base64':
      return prefix + buffer.toString('base64');
    case 'base64url':
      return prefix + buffer.toString('base64url');
    case 'multibase-u':
      return `${prefix}u${buffer.toString('base64url')}`;
    case 'multibase-z':
      return `${prefix}z(${buffer.toString('hex')})`;
    case 'text':
      return prefix + buffer.toString('utf8');
  }
}

function backAndForth(text: string, encoding: 'base64' | 'base64url'): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  return bytes.length > 0 && bytes.toString(encoding) === text ? bytes : null;
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Bitcoin's base58; short texts only (keys, signatures). */
function base58(text: string): Buffer | null {
  if (text.length === 0 || text.length > 200) return null;
  let value = 0n;
  for (const letter of text) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return null;
    value = value * 58n + BigInt(digit);
  }
  const zeros = text.length - text.replace(/^1+/, '').length;
  const hex = value === 0n ? '' : value.toString(16);
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')]);
}
