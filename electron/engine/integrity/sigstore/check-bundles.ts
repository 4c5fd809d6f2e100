import type { Bundle } from '@sigstore/bundle';
import { createHash } from 'node:crypto';
import type { Attestation, CheckedSource, CheckTools, Inputs, Judgement, Scheme, SourceJudgements, Subject, SuppliedFile } from '../scheme.ts';
import { readStatement } from '../statements/in-toto.ts';
import { readSmall } from '../statements/small-file.ts';
import { decisiveDigests, digestedBytes, isMeant, type DecisiveAlgorithm } from '../statements/subject-digests.ts';
import { attestedAs, digestsOfSubjects, speaksOf, vouchFor } from '../statements/vouch.ts';
import { proofJudgement, say, unread } from '../statements/proof-judgement.ts';
import { bundleVerdict, mechanism, unreadBundle, type BundleFacts, type SignatureState } from './bundle-verdict.ts';
import { readBundles, type ReadBundle } from './read-bundle.ts';
import { envelopeFits, messageFits, messageHash, type Artifact } from './signed-content.ts';
import { isTrustedRoot, readRoots, type Roots } from './trusted-root.ts';
import { verifyBundle } from './verify-bundle.ts';

/** Sigstore bundles: signatures with what it takes to check them offline, given a trusted root. */
export const sigstoreScheme: Scheme = {
  id: 'sigstore',
  title: mechanism,
  takes: ['--anchor: bundles, and the trusted root they are judged by (trusted_root.json)', '--key: the public key of a bundle without a certificate'],
  recognise(bytes) {
    if (isTrustedRoot(bytes)) return 'Sigstore trusted root';
    const bundles = readBundles(bytes);
    return bundles === null ? null : bundles.length === 1 ? 'Sigstore bundle' : `list of ${bundles.length} Sigstore bundles`;
  },
  speakByDigest: (words) => words !== 'Sigstore trusted root',
  async check(sources, inputs, tools) {
    const roots = readRoots(inputs.files);
    const judged: SourceJudgements[] = [];
    for (const [index, source] of sources.entries()) {
      const bytes = await readSmall(source);
      const bundles = bytes === null ? null : readBundles(bytes);
      if (bundles === null) continue;
      tools.onSource?.(source);
      const judgements: Judgement[] = [];
      for (const read of bundles) judgements.push(await judge(source, read, roots, inputs, tools));
      tools.onProgress(source.bytes, bundles.length);
      judged.push({ source: index, judgements });
    }
    return judged;
  },
  async attest(subjects, inputs, tools) {
    const roots = readRoots(inputs.files);
    const said: Attestation[] = [];
    for (const { name, own, alone, bundle, version } of await bundlesAmong(subjects, inputs.files)) {
      const meant = meantBy(bundle);
      for (const subject of subjects) {
        if (subject.index === own || !(await speaksOf(meant, subject, tools.signal))) continue;
        const artifact: Artifact = { name: subject.source.name, path: subject.source.path, size: subject.source.bytes };
        const facts = await factsOf({ bundle, version }, artifact, roots, inputs, tools.signal);
        const file = subjects.find(({ index }) => index === own)?.source ?? null;
        if (typeof facts !== 'string') said.push(...attestationsOf(name, alone && file !== null && own !== null ? { index: own, source: file } : null, subject, facts, roots));
      }
    }
    return said;
  },
};

async function judge(source: CheckedSource, read: ReadBundle, roots: Roots, inputs: Inputs, tools: CheckTools): Promise<Judgement> {
  if (read.kind !== 'bundle') return unreadBundle(source, read);
  const meant = meantBy(read.bundle);
  let artifact: Artifact | null = null;
  for (const file of meant.length === 1 ? inputs.files : []) {
    if (artifact === null && (await isMeant(digestedBytes(file.bytes), meant[0] ?? new Map()))) artifact = file;
  }
  const facts = await factsOf(read, artifact, roots, inputs, tools.signal);
  if (typeof facts !== 'string') return bundleVerdict(source, facts, roots);
  const recipe = say('failed', `The file says that it is a Sigstore bundle and cannot be read as one: ${facts}.`);
  return proofJudgement(source, { mechanism, properties: unread(recipe, say('not-checked', 'Nothing in this bundle was checked.', 'the bundle as it was issued')) });
}

async function factsOf({ bundle, version }: { readonly bundle: Bundle; readonly version: string }, artifact: Artifact | null, roots: Roots, inputs: Inputs, signal: AbortSignal): Promise<BundleFacts | string> {
  const check = verifyBundle(bundle, roots.usable, inputs.keys);
  if (typeof check === 'string') return check;
  const { content } = bundle;
  const signature = await signatureOf(bundle, check.keys, artifact, signal);
  if (content.$case === 'messageSignature') {
    return { version, kind: 'message', digest: content.messageSignature.messageDigest.digest.toString('hex'), payload: null, check, signature };
  }
  const { payload, payloadType } = content.dsseEnvelope;
  return {
    version, kind: 'envelope', digest: createHash('sha256').update(payload).digest('hex'),
    payload: { type: payloadType, bytes: payload.length, statement: readStatement(payloadType, payload) }, check, signature,
  };
}

async function signatureOf(bundle: Bundle, keys: BundleFacts['check']['keys'], artifact: Artifact | null, signal: AbortSignal): Promise<SignatureState> {
  if (bundle.content.$case === 'messageSignature' && artifact === null) return { state: 'no-artifact' };
  if (keys.length === 0) return { state: 'no-key' };
  let unsupported = false;
  for (const key of keys) {
    const fits = artifact === null || bundle.content.$case === 'dsseEnvelope' ? envelopeFits(bundle, key.key) : await messageFits(bundle, key.key, artifact, signal);
    if (fits === true) return { state: 'fits', key, artifact: artifact?.name ?? null };
    unsupported ||= fits === null;
  }
  if (unsupported) return { state: 'unsupported' };
  return { state: keys.some(({ named }) => named) ? 'fails' : 'no-key-fits' };
}

/** Digests of the files a bundle speaks of: one signed file, or the subjects of an in-toto statement. */
function meantBy(bundle: Bundle): readonly ReadonlyMap<DecisiveAlgorithm, string>[] {
  if (bundle.content.$case === 'messageSignature') {
    const { algorithm, digest } = bundle.content.messageSignature.messageDigest;
    const hash = messageHash(algorithm);
    const meant = hash === null ? null : decisiveDigests({ [hash]: digest.toString('hex') });
    return meant === null ? [] : [meant];
  }
  const { payload, payloadType } = bundle.content.dsseEnvelope;
  return digestsOfSubjects(readStatement(payloadType, payload));
}

interface Found {
  readonly name: string;
  /** The source it stands in; null: supplied. */
  readonly own: number | null;
  /** The only bundle of its file, so that the file's one verdict is this bundle's. */
  readonly alone: boolean;
  readonly bundle: Bundle;
  readonly version: string;
}

async function bundlesAmong(subjects: readonly Subject[], files: readonly SuppliedFile[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  const add = (name: string, own: number | null, bytes: Uint8Array): void => {
    const bundles = readBundles(bytes) ?? [];
    for (const read of bundles) if (read.kind === 'bundle') found.push({ name, own, alone: bundles.length === 1, bundle: read.bundle, version: read.version });
  };
  for (const { index, source, judgements } of subjects) {
    if (judgements[0]?.mechanism !== mechanism) continue;
    const bytes = await readSmall(source);
    if (bytes !== null) add(source.name, index, bytes);
  }
  for (const { name, bytes } of files) add(name, null, bytes);
  return found;
}

/** What the bundle says of the file, and what the file at hand now says of the bundle. */
function attestationsOf(by: string, own: { readonly index: number; readonly source: CheckedSource } | null, { index, source }: Subject, facts: BundleFacts, roots: Roots): readonly Attestation[] {
  const how = facts.kind === 'message' ? 'signed' : attestedAs(facts.payload?.statement ?? null);
  const vouched = vouchFor(index, by, how, bundleVerdict(source, facts, roots));
  if (own === null || facts.kind === 'envelope') return [vouched];
  const { properties, failures } = bundleVerdict(own.source, facts, roots);
  const { content, authorship } = properties;
  return [{ source: own.index, by: source.name, mechanism, properties: { content, coverage: properties.coverage, authorship }, failures: failures.filter(({ sentence }) => sentence === content.sentence), notes: [] }, vouched];
}
