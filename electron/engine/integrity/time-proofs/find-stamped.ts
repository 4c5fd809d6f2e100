import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ProblemError } from '#shared/result.ts';
import type { Judgement, Subject } from '../scheme.ts';

/** A digest a proof of time speaks of. */
export interface StampedDigest {
  /** For node:crypto. */
  readonly hash: string;
  /** For people: `SHA-256`. */
  readonly title: string;
  readonly digest: Uint8Array;
}

export interface Stamped {
  readonly subject: Subject;
  /** Index into the digests asked for. */
  readonly digest: number;
  /** Null: the source's bytes have the digest. Else which form of a chain's last hash has, and the layer it is the head of. */
  readonly head: { readonly words: string; readonly of: Judgement } | null;
}

/** Which sources, or heads of chains in them, have the digests: by their bytes, never by name. Only digests asked for are computed. */
export async function findStamped(subjects: readonly Subject[], wanted: readonly StampedDigest[], signal: AbortSignal): Promise<readonly Stamped[]> {
  const hashes = [...new Set(wanted.map(({ hash }) => hash))];
  const found: Stamped[] = [];
  for (const subject of subjects) {
    const own = await digestsOf(subject, hashes, signal);
    for (const [index, one] of wanted.entries()) {
      if (own.get(one.hash)?.equals(one.digest) === true) found.push({ subject, digest: index, head: null });
      for (const of of subject.judgements) {
        const words = headForm(of.head, one);
        if (words !== null) found.push({ subject, digest: index, head: { words, of } });
      }
    }
  }
  return found;
}

/** A chain's head is a hash already, or was stamped as a text: each way is tried, and which one fits is said. */
function headForm(head: string | null, { hash, title, digest }: StampedDigest): string | null {
  if (head === null || head === '') return null;
  // Of a head that is no hex, such as one in base64, the last few letters are no hash: an empty rest would be what every stamp over nothing stamps.
  const rest = head.replace(/^.*[^0-9a-fA-F]/, '');
  const text = rest.length >= shortestHash && rest.length % 2 === 0 ? rest : head;
  const bytes = text === rest ? Buffer.from(text, 'hex') : null;
  const is = (content: Uint8Array | string): boolean => createHash(hash).update(content).digest().equals(digest);
  if (bytes !== null && bytes.equals(digest)) return `the hash of its last record, ${head}, taken as the digest itself`;
  if (bytes !== null && is(bytes)) return `the ${title} over the bytes of its last record’s hash, ${head}`;
  for (const [form, words] of [[head, 'text'], [text, 'text without its prefix']] as const) {
    if (is(form)) return `the ${title} over the ${words} of its last record’s hash, ${head}`;
    if (is(`${form}\n`)) return `the ${title} over the ${words} of its last record’s hash and a line end, ${head}`;
  }
  return null;
}

/** Hex digits of the shortest hash, MD5. */
const shortestHash = 32;

async function digestsOf({ source, sha256 }: Subject, hashes: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Buffer>> {
  const digests = new Map<string, Buffer>();
  const computing: (readonly [string, Hash])[] = [];
  for (const hash of hashes) {
    if (hash === 'sha256') digests.set(hash, Buffer.from(sha256, 'hex'));
    else computing.push([hash, createHash(hash)]);
  }
  if (computing.length === 0) return digests;
  for await (const chunk of createReadStream(source.path, { highWaterMark: 4 << 20 })) {
    if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled. Nothing was kept.');
    for (const [, hash] of computing) hash.update(chunk);
  }
  for (const [name, hash] of computing) digests.set(name, hash.digest());
  return digests;
}
