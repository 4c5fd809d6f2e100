import type { CheckedSource, Inputs, Scheme, SourceJudgements } from '../scheme.ts';
import { findStamped, type StampedDigest } from '../time-proofs/find-stamped.ts';
import { smallFile } from '../time-proofs/small-file.ts';
import { readHeaders, type BlockHeader } from './block-header.ts';
import { magic } from './grammar.ts';
import { judgeProof } from './judge-proof.ts';
import { readProof } from './read-proof.ts';
import { attestationOf, damagedVerdict, proofVerdict, stampsNote, type CheckedProof } from './verdict.ts';

/** OpenTimestamps proofs: the path is computed here; the block it leads to is a header somebody supplies. */
export const opentimestampsScheme: Scheme = {
  id: 'opentimestamps',
  title: 'OpenTimestamps proofs',
  takes: ['--anchor: proofs (.ots), and the Bitcoin block headers they name'],
  recognise(bytes) {
    if (isProof(bytes)) return 'OpenTimestamps proof';
    return readHeaders(bytes, '') === null ? null : 'Bitcoin block header';
  },
  speakByDigest: (words) => words === 'OpenTimestamps proof',
  async check(sources, inputs) {
    const headers = headersOf(inputs);
    return (await readAll(sources)).map(({ index, source, bytes }): SourceJudgements => {
      const read = readProof(bytes);
      return { source: index, judgements: [read.ok ? proofVerdict(source, { proof: read.value, attestations: judgeProof(read.value, headers) }) : damagedVerdict(source, read.problem.message)] };
    });
  },
  async attest(subjects, inputs, { signal }) {
    const headers = headersOf(inputs);
    const files = [...(await readAll(subjects.map(({ source }) => source))), ...inputs.files.filter(({ bytes }) => isProof(bytes)).map((file) => ({ index: null, source: file, bytes: file.bytes }))];
    const proofs = files.flatMap(({ index, source, bytes }) => {
      const read = readProof(bytes);
      return read.ok ? [{ index, by: source.name, checked: { proof: read.value, attestations: judgeProof(read.value, headers) } satisfies CheckedProof }] : [];
    });
    if (proofs.length === 0) return [];
    const wanted: StampedDigest[] = [];
    const places = proofs.map(({ checked: { proof: { kind, digest } } }) => (kind.hash === null ? -1 : wanted.push({ hash: kind.hash, title: kind.title, digest }) - 1));
    const stamped = await findStamped(subjects, wanted, signal);
    return proofs.flatMap(({ index, by, checked }, nth) => {
      const own = stamped.filter(({ digest }) => digest === places[nth]);
      return [...own.map((one) => attestationOf(one, by, checked)), ...(index === null ? [] : [stampsNote(index, by, checked, own)])];
    });
  },
};

function isProof(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(0, magic.length).equals(magic);
}

/** From outside the evidence alone: a header found beside the proof would be the proof's own word. */
function headersOf({ files }: Inputs): readonly BlockHeader[] {
  return files.flatMap(({ name, bytes }) => readHeaders(bytes, name) ?? []);
}

async function readAll(sources: readonly CheckedSource[]): Promise<readonly { readonly index: number; readonly source: CheckedSource; readonly bytes: Buffer }[]> {
  const read: { readonly index: number; readonly source: CheckedSource; readonly bytes: Buffer }[] = [];
  for (const [index, source] of sources.entries()) {
    const bytes = await smallFile(source, isProof);
    if (bytes !== null) read.push({ index, source, bytes });
  }
  return read;
}
