import { createHash } from 'node:crypto';
import type { FindingRule } from './finding-rule.ts';
import { plainName, stagesOf, valueOf } from './recorded.ts';
import { quoted } from './wording.ts';

/** Names of algorithms as records write them, and how many hex digits their hashes have. */
const algorithms: ReadonlyMap<string, { readonly name: string; readonly digits: number }> = new Map([
  ['sha256', { name: 'sha256', digits: 64 }], ['sha384', { name: 'sha384', digits: 96 }], ['sha512', { name: 'sha512', digits: 128 }], ['sha1', { name: 'sha1', digits: 40 }], ['md5', { name: 'md5', digits: 32 }],
]);

export const contentHashMismatch: FindingRule = {
  id: 'content-hash-mismatch',
  title: 'The content hash does not fit the text',
  definition:
    'An output records a hash and a text (its value, text or final text), the algorithm is SHA-1, SHA-256, SHA-384, SHA-512 or MD5 by its name or its prefix, else SHA-256 by a length of 64 hex digits, and the hash of none of these texts, as UTF-8 bytes exactly as recorded, is the recorded one. Which of the two was changed cannot be told. An unknown algorithm, or a hash without a text, is not checked and raises nothing.',
  basis: '4-Pattern Audit Log Standard, pattern 3: content hash',
  severity: 'high',
  family: 'patterns',
  ofRun: () => ({ run }) => {
    for (const stage of stagesOf(run, 'output')) {
      const recorded = stage.values['hash'];
      if (recorded === undefined || typeof recorded.value !== 'string' || recorded.value === '') continue;
      const algorithm = valueOf(stage, 'hashAlg');
      const [prefix, hex] = splitHash(recorded.value);
      const known = algorithms.get(plainName(prefix ?? (typeof algorithm === 'string' ? algorithm : 'sha256')));
      if (known === undefined || hex.length !== known.digits || !/^[0-9a-f]+$/.test(hex)) continue;
      const texts = ['value', 'text', 'finalText'].flatMap((name) => {
        const text = valueOf(stage, name);
        return typeof text === 'string' ? [{ name, text }] : [];
      });
      if (texts.length === 0 || texts.some(({ text }) => createHash(known.name).update(text, 'utf8').digest('hex') === hex)) continue;
      return { sentence: `The recorded ${known.name} hash ${quoted(hex.slice(0, 16))}… is that of none of the recorded texts (${texts.map(({ name }) => name).join(', ')}).`, evidence: [`${stage.id}.hash`, ...texts.map(({ name }) => `${stage.id}.${name}`)] };
    }
    return null;
  },
};

function splitHash(text: string): readonly [string | null, string] {
  const at = text.lastIndexOf(':');
  return at < 0 ? [null, text.toLowerCase()] : [text.slice(0, at), text.slice(at + 1).toLowerCase()];
}
