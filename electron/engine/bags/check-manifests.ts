import { createHash, verify } from 'node:crypto';
import { countedWords } from './counted-words.ts';
import type { BagFile, BagFinding, BagPart } from '#shared/model/bag.ts';
import type { VerdictWord } from '#shared/model/verdict.ts';
import { ProblemError } from '#shared/result.ts';
import { verifyingKey } from '../case/signing-key.ts';
import { declaration, keyFile, payloadManifest, readInfo, readManifest, signatureFile, tagManifest, timeStampFile, type ManifestLine } from './bag-text.ts';
import type { BagMember, OpenBag } from './open-bag.ts';

export interface CheckedManifests {
  readonly findings: readonly BagFinding[];
  readonly payloadFiles: number;
  readonly payloadBytes: number;
  readonly signer: string | null;
  /** Path to SHA-256 as found, of every payload file that could be read. */
  readonly hashes: ReadonlyMap<string, string>;
}

export interface ManifestWatch {
  readonly signal: AbortSignal;
  onBytes(more: number): void;
}

/** What the package says of itself, file by file. `pinned`: public keys from elsewhere, as `ed25519:…`; with none the package vouches for its own key. */
export async function checkManifests(bag: OpenBag, pinned: readonly string[], watch: ManifestWatch): Promise<CheckedManifests> {
  const hashes = new Map<string, string>();
  const unreadable = new Map<string, string>();
  for (const [path, member] of bag.files) {
    const read = await hashOf(member, watch);
    if (read.ok) hashes.set(path, read.sha256);
    else unreadable.set(path, read.why);
  }
  const payload = [...bag.files].filter(([path]) => path.startsWith('data/'));
  const payloadBytes = payload.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  const listed = await manifestOf(bag, payloadManifest);
  const signature = await checkSignature(bag, pinned);
  const findings = [
    await checkDeclaration(bag),
    checkPayload(listed, payload.map(([path]) => path), hashes, unreadable),
    checkOxum(await bag.text('bag-info.txt'), payload.length, payloadBytes),
    checkTags(await manifestOf(bag, tagManifest), bag, hashes, unreadable),
    signature.finding,
  ];
  return { findings, payloadFiles: payload.length, payloadBytes, signer: signature.signer, hashes: new Map([...hashes].filter(([path]) => path.startsWith('data/'))) };
}

export function bagFinding(part: BagPart, verdict: VerdictWord, sentence: string, files: readonly BagFile[] = []): BagFinding {
  return { part, verdict, sentence, files: files.slice(0, listedMost), moreFiles: Math.max(0, files.length - listedMost) };
}

const listedMost = 100;

async function checkDeclaration(bag: OpenBag): Promise<BagFinding> {
  const said = (await bag.text('bagit.txt', 1000))?.toString('utf8') ?? '';
  return said === declaration ? bagFinding('declaration', 'verified', 'bagit.txt declares BagIt 1.0 in UTF-8.') : bagFinding('declaration', 'failed', 'bagit.txt does not declare BagIt 1.0 in UTF-8.', [{ path: 'bagit.txt', what: 'altered', expected: declaration, found: said.slice(0, 200) }]);
}

function checkPayload(listed: readonly ManifestLine[] | null, present: readonly string[], hashes: ReadonlyMap<string, string>, unreadable: ReadonlyMap<string, string>): BagFinding {
  if (listed === null) return bagFinding('payload', 'failed', `${payloadManifest} is missing or cannot be read: nothing says which payload files there should be.`, [{ path: payloadManifest, what: 'unreadable', expected: null, found: null }]);
  const expected = new Map(listed.map(({ path, sha256 }) => [path, sha256]));
  const wrong = [...differences(listed, hashes, unreadable), ...present.flatMap((path): readonly BagFile[] => (expected.has(path) ? [] : [{ path, what: 'not listed', expected: null, found: hashes.get(path) ?? null }]))];
  if (wrong.length === 0) return bagFinding('payload', 'verified', `Every one of ${countedWords(listed.length, 'payload file')} has the SHA-256 the manifest lists, and no other file is there.`);
  return bagFinding('payload', 'failed', `${wordsOf(wrong)}; ${countedWords(listed.length - wrong.filter(({ what }) => what !== 'not listed').length, 'other listed file')} fit.`, wrong);
}

function checkOxum(info: Buffer | null, files: number, bytes: number): BagFinding {
  const stated = readInfo(info?.toString('utf8') ?? '').find(([label]) => label.toLowerCase() === 'payload-oxum')?.[1] ?? null;
  const found = `${bytes}.${files}`;
  if (stated === null) return bagFinding('payload', 'not-checked', 'bag-info.txt states no Payload-Oxum to hold size and count against.');
  return stated === found ? bagFinding('payload', 'verified', `Size and count are as stated (${found}).`) : bagFinding('payload', 'failed', `bag-info.txt states ${stated} (bytes.files); ${found} are here.`, [{ path: 'bag-info.txt', what: 'altered', expected: stated, found }]);
}

function checkTags(listed: readonly ManifestLine[] | null, bag: OpenBag, hashes: ReadonlyMap<string, string>, unreadable: ReadonlyMap<string, string>): BagFinding {
  if (listed === null) return bagFinding('tag files', 'failed', `${tagManifest} is missing or cannot be read: nothing covers the manifest itself.`, [{ path: tagManifest, what: 'unreadable', expected: null, found: null }]);
  const known = new Set([...listed.map(({ path }) => path), tagManifest, signatureFile, timeStampFile]);
  const strangers = [...bag.files.keys()].filter((path) => !path.startsWith('data/') && !known.has(path));
  const wrong = [...differences(listed, hashes, unreadable), ...strangers.map((path): BagFile => ({ path, what: 'not listed', expected: null, found: hashes.get(path) ?? null }))];
  if (!known.has(payloadManifest)) wrong.push({ path: payloadManifest, what: 'not listed', expected: null, found: null });
  return wrong.length === 0 ? bagFinding('tag files', 'verified', `Every one of ${countedWords(listed.length, 'tag file')}, the payload manifest among them, has the SHA-256 the tag manifest lists.`) : bagFinding('tag files', 'failed', `${wordsOf(wrong)}.`, wrong);
}

async function checkSignature(bag: OpenBag, pinned: readonly string[]): Promise<{ readonly finding: BagFinding; readonly signer: string | null }> {
  const [signed, signature, pem] = [await bag.text(tagManifest), await bag.text(signatureFile, 1000), await bag.text(keyFile, 10_000)];
  if (signature === null || pem === null || signed === null) {
    const missing = [[tagManifest, signed], [signatureFile, signature], [keyFile, pem]].flatMap(([path, bytes]): readonly BagFile[] => (bytes === null ? [{ path: String(path), what: 'missing', expected: null, found: null }] : []));
    return { finding: bagFinding('signature', 'failed', `The package is not signed as it should be: ${wordsOf(missing)}.`, missing), signer: null };
  }
  const signer = keyOf(pem);
  const key = signer === null ? null : verifyingKey(signer);
  if (signer === null || key === null) return { finding: bagFinding('signature', 'failed', `${keyFile} holds no Ed25519 public key.`, [{ path: keyFile, what: 'altered', expected: null, found: null }]), signer: null };
  if (!verify(null, signed, key, signature)) return { finding: bagFinding('signature', 'failed', `The signature over the tag manifest is not that of the key in the package: one of the three was changed.`, [{ path: tagManifest, what: 'altered', expected: null, found: null }, { path: signatureFile, what: 'altered', expected: null, found: null }]), signer };
  if (pinned.length === 0) return { finding: bagFinding('signature', 'verified', `The tag manifest is signed by ${signer}. The key came with the package: whoever could rewrite the package could have put another key in. Compare it with one from elsewhere, or hand one in.`), signer };
  if (pinned.includes(signer)) return { finding: bagFinding('signature', 'verified', `The tag manifest is signed by ${signer}, which is the key handed in.`), signer };
  return { finding: bagFinding('signature', 'failed', `The tag manifest is signed by ${signer}, which is not the key handed in.`, [{ path: keyFile, what: 'altered', expected: pinned.join(', '), found: signer }]), signer };
}

/** `ed25519:` and the raw key, of a PEM or of that text itself; null: it is no such key. */
export function keyOf(bytes: Buffer): string | null {
  const text = bytes.toString('latin1').trim();
  if (/^ed25519:[0-9a-f]{64}$/u.test(text)) return text;
  const body = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/u.exec(text)?.[1];
  const der = Buffer.from(body ?? '', 'base64').toString('hex');
  return /^302a300506032b6570032100[0-9a-f]{64}$/u.test(der) ? `ed25519:${der.slice(-64)}` : null;
}

function differences(listed: readonly ManifestLine[], hashes: ReadonlyMap<string, string>, unreadable: ReadonlyMap<string, string>): BagFile[] {
  return listed.flatMap(({ path, sha256 }): readonly BagFile[] => {
    const found = hashes.get(path);
    if (found === sha256) return [];
    if (found !== undefined) return [{ path, what: 'altered', expected: sha256, found }];
    const why = unreadable.get(path);
    return [why === undefined ? { path, what: 'missing', expected: sha256, found: null } : { path, what: 'unreadable', expected: sha256, found: why }];
  });
}

function wordsOf(files: readonly BagFile[]): string {
  const kinds = ['altered', 'missing', 'not listed', 'unreadable'] as const;
  return kinds
    .flatMap((kind) => {
      const of = files.filter(({ what }) => what === kind);
      const named = of.slice(0, 3).map(({ path }) => path).join(', ');
      return of.length === 0 ? [] : [`${countedWords(of.length, 'file')} ${kind}: ${named}${of.length > 3 ? ` and ${of.length - 3} more` : ''}`];
    })
    .join('; ');
}

async function manifestOf(bag: OpenBag, path: string): Promise<readonly ManifestLine[] | null> {
  const bytes = await bag.text(path);
  return bytes === null ? null : readManifest(bytes.toString('utf8'));
}

async function hashOf({ content, problem }: BagMember, watch: ManifestWatch): Promise<{ readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly why: string }> {
  if (content === null) return { ok: false, why: problem?.message ?? 'it cannot be read' };
  const hash = createHash('sha256');
  try {
    for await (const chunk of content.read()) {
      if (watch.signal.aborted) throw new ProblemError('cancelled', 'Cancelled.');
      hash.update(chunk);
      watch.onBytes(chunk.length);
    }
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'cancelled') return { ok: false, why: error.problem.message };
    throw error;
  }
  return { ok: true, sha256: hash.digest('hex') };
}
