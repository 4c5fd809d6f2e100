import { createPublicKey } from 'node:crypto';
import type { Attestation, CheckedSource, Inputs, Judgement, Scheme, SourceJudgements, Subject, SuppliedFile } from '../scheme.ts';
import { findStamped, type StampedDigest } from '../time-proofs/find-stamped.ts';
import { smallFile } from '../time-proofs/small-file.ts';
import { readCertificates } from './certificate.ts';
import { checkToken, type CheckedToken, type Supplied } from './check-token.ts';
import { hashByOid } from './hash-names.ts';
import { derBlocks, isPem } from './pem.ts';
import { readRequest, type TimeStampRequest } from './request.ts';
import { readToken, type Refusal, type TimeStampToken } from './token.ts';
import { attestationOf, damagedVerdict, refusalVerdict, requestVerdict, stampsNote, tokenVerdict } from './verdict.ts';

/** RFC 3161 time-stamp tokens over a file, or over the head of a chain. */
export const timestampScheme: Scheme = {
  id: 'rfc3161',
  title: 'RFC 3161 time-stamp tokens',
  takes: ['--anchor: tokens (.tsr), the authority’s root and intermediate certificates, the request (.tsq)'],
  recognise(bytes) {
    const found = readProof(bytes);
    if (found !== null) return titles[found.kind];
    return readCertificates(bytes).length > 0 ? 'X.509 certificate' : null;
  },
  speakByDigest: (words) => words === titles.token,
  async check(sources, inputs) {
    const read = await readAll(sources);
    const supplied = suppliedOf(inputs, read);
    return read.map(({ index, source, proof }): SourceJudgements => ({ source: index, judgements: [judge(source, proof, supplied)] }));
  },
  async attest(subjects, inputs, { signal }) {
    const read = await readAll(subjects.map(({ source }) => source));
    const supplied = suppliedOf(inputs, read);
    const tokens = [...read, ...inputs.files.map((file) => ({ index: null, source: file, proof: readProof(file.bytes) }))].flatMap(({ index, source, proof }) =>
      proof?.kind === 'token' ? [{ index, by: source.name, checked: checkToken(proof.token, supplied) }] : [],
    );
    return tokens.length === 0 ? [] : attestAll(subjects, tokens, signal);
  },
};

type Proof =
  | { readonly kind: 'token'; readonly token: TimeStampToken }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'request'; readonly request: TimeStampRequest }
  | { readonly kind: 'damaged'; readonly why: string };

const titles: Readonly<Record<Proof['kind'], string>> = {
  token: 'RFC 3161 time-stamp token', refusal: 'RFC 3161 time-stamp response without a token', request: 'RFC 3161 time-stamp request', damaged: 'damaged RFC 3161 time-stamp token',
};

/** DER of id-ct-TSTInfo: what only a time stamp names. */
const tstInfoOid = Buffer.from('060b2a864886f70d0109100104', 'hex');

/** Untrusted. Null: nothing of RFC 3161. */
function readProof(bytes: Uint8Array): Proof | null {
  for (const der of derBlocks(bytes).slice(0, 16)) {
    if (der[0] !== 0x30) continue;
    const token = readToken(der);
    if (token.ok) return 'refused' in token.value ? { kind: 'refusal', refusal: token.value } : { kind: 'token', token: token.value };
    const request = readRequest(der);
    if (request.ok) return { kind: 'request', request: request.value };
    if (der.subarray(0, 512).includes(tstInfoOid)) return { kind: 'damaged', why: token.problem.message };
  }
  return null;
}

interface ReadSource {
  readonly index: number;
  readonly source: CheckedSource;
  readonly proof: Proof;
}

async function readAll(sources: readonly CheckedSource[]): Promise<readonly ReadSource[]> {
  const read: ReadSource[] = [];
  for (const [index, source] of sources.entries()) {
    const bytes = await smallFile(source, (head) => head[0] === 0x30 || isPem(head));
    const proof = bytes === null ? null : readProof(bytes);
    if (proof !== null) read.push({ index, source, proof });
  }
  return read;
}

/** Trust comes from supplied files alone; a request among the sources is as good as one supplied: it can only take away. */
function suppliedOf({ files, keys }: Inputs, read: readonly ReadSource[]): Supplied {
  const all = files.flatMap(({ bytes }) => readCertificates(bytes));
  const requests = [...files.map((file: SuppliedFile) => ({ name: file.name, proof: readProof(file.bytes) })), ...read.map(({ source, proof }) => ({ name: source.name, proof }))];
  return {
    roots: all.filter(({ selfSigned }) => selfSigned),
    certificates: all.filter(({ selfSigned }) => !selfSigned),
    // A certificate's key is trusted as far as the certificate is.
    keys: keys.publics.filter(({ spki }) => !all.some((one) => one.spki.equals(spki))).map(({ spki, from }) => ({ key: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), from })),
    requests: requests.flatMap(({ name, proof }) => (proof?.kind === 'request' ? [{ name, request: proof.request }] : [])),
  };
}

function judge(source: CheckedSource, proof: Proof, supplied: Supplied): Judgement {
  switch (proof.kind) {
    case 'token': return tokenVerdict(source, checkToken(proof.token, supplied));
    case 'refusal': return refusalVerdict(source, proof.refusal.refused);
    case 'request': return requestVerdict(source);
    case 'damaged': return damagedVerdict(source, proof.why);
  }
}

interface JudgedToken {
  /** Null: supplied, not among the sources. */
  readonly index: number | null;
  readonly by: string;
  readonly checked: CheckedToken;
}

async function attestAll(subjects: readonly Subject[], tokens: readonly JudgedToken[], signal: AbortSignal): Promise<readonly Attestation[]> {
  const wanted: StampedDigest[] = [];
  const places = tokens.map(({ checked: { token: { info: { imprint } } } }) => {
    const hash = hashByOid(imprint.oid);
    return hash === null ? -1 : wanted.push({ hash: hash.name, title: hash.title, digest: imprint.digest }) - 1;
  });
  const stamped = await findStamped(subjects, wanted, signal);
  return tokens.flatMap(({ index, by, checked }, nth) => {
    const own = stamped.filter(({ digest }) => digest === places[nth]);
    return [...own.map((one) => attestationOf(one, by, checked)), ...(index === null ? [] : [stampsNote(index, by, own)])];
  });
}
