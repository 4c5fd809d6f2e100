import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { ProblemError } from '#shared/result.ts';
import { canonicalJson } from '../case/canonical-json.ts';
import { checkRange } from './chain/check-range.ts';
import { custodyOf } from './custody.ts';
import { schemes } from './index.ts';
import type { Attestation, CheckedSource, CheckPool, CheckTools, Inputs, Judgement, Scheme, Subject } from './scheme.ts';
import { withAttestations } from './attestations.ts';
import { noMechanism } from './no-mechanism.ts';

/**
 * Verdicts for each source, in the order of the sources. All are judged first, each by the first scheme that knows it; then
 * every scheme says what its proofs show of the others. The bytes are hashed here, so that a verdict always says of which
 * bytes it speaks.
 */
export async function checkSources(sources: readonly CheckedSource[], inputs: Inputs, tools: CheckTools): Promise<readonly (readonly SourceVerdict[])[]> {
  const hashing = hashesOf(sources, tools.signal);
  // The check may fail first; the hashes' own failure is met where it is awaited.
  hashing.catch(() => undefined);
  const judged = await judgeAll(sources, inputs, tools);
  const hashes = await hashing;
  const subjects = sources.map((source, index): Subject => ({ index, source, sha256: hashes[index] ?? '', judgements: judged[index] ?? [] }));
  const attested: Attestation[] = [];
  for (const scheme of schemes) if (scheme.attest !== undefined) attested.push(...(await scheme.attest(subjects, inputsFor(scheme, inputs), tools)));
  const meantNone = meaningNothingHere(inputs, attested);
  return subjects.map((subject) => {
    const [first, ...layers] = subject.judgements;
    if (first === undefined) return [];
    const spoken = withAttestations(first, attested.filter(({ source }) => source === subject.index));
    return [spoken, ...layers].map((judgement): SourceVerdict => {
      const { headline, ...rest } = judgement;
      return { ...rest, notes: [...rest.notes, ...meantNone], headline: headline(judgement.properties), sha256: subject.sha256, properties: { ...judgement.properties, custody: custodyOf(subject.source, subject.sha256) } };
    });
  });
}

/** Proofs handed in that speak of nothing at hand: silence about them would look as if they had been used. */
function meaningNothingHere({ files }: Inputs, attested: readonly Attestation[]): SourceVerdict['notes'] {
  const heard = new Set(attested.map(({ by }) => by));
  return files.flatMap(({ name, bytes }) => {
    if (heard.has(name)) return [];
    const words = schemes.flatMap((scheme) => {
      const known = scheme.speakByDigest === undefined ? null : scheme.recognise(bytes);
      return known !== null && scheme.speakByDigest?.(known) === true ? [known] : [];
    })[0];
    return words === undefined ? [] : [{ record: null, sentence: `${name}, handed in and read as ${words}, names no file and no head of a chain checked here by digest: nothing it proves was used. It may belong to other bytes, or to these as they were before a change.` }];
  });
}

/** A log handed in must not be taken for one where another scheme knows it as its proof, or it was read as a key. */
function inputsFor(scheme: Scheme, inputs: Inputs): Inputs {
  if (scheme.onlySupplied !== true) return inputs;
  const others = schemes.filter((other) => other !== scheme);
  return { ...inputs, files: inputs.files.filter(({ bytes, asKey }) => asKey !== true && others.every((other) => other.recognise(bytes) === null)) };
}

/** What a file found among evidence is; null: nothing that is a proof by itself. */
export function recogniseProof(bytes: Uint8Array): string | null {
  for (const scheme of schemes) {
    const words = scheme.onlySupplied === true ? null : scheme.recognise(bytes);
    if (words !== null) return words;
  }
  return null;
}

/** What a supplied file is, by the first scheme that knows it; null: no scheme does. */
export function recogniseFile(bytes: Uint8Array): string | null {
  for (const scheme of schemes) {
    const words = scheme.recognise(bytes);
    if (words !== null) return words;
  }
  return null;
}

async function judgeAll(sources: readonly CheckedSource[], inputs: Inputs, tools: CheckTools): Promise<readonly (readonly Judgement[])[]> {
  const judged = new Map<number, readonly Judgement[]>();
  for (const scheme of schemes) {
    const left = sources.flatMap((source, index) => (judged.has(index) ? [] : [{ source, index }]));
    if (left.length === 0) break;
    for (const { source, judgements } of await scheme.check(left.map((one) => one.source), inputs, tools)) {
      const index = left[source]?.index;
      if (index !== undefined && judgements.length > 0) judged.set(index, judgements);
    }
  }
  return sources.map((source, index) => judged.get(index) ?? [noMechanism(source, inputs, sources.length === 1)]);
}

/** The verdict's own hash: what the journal keeps of it. */
export function verdictHash(verdicts: readonly SourceVerdict[]): string {
  return createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(verdicts)))).digest('hex');
}

/** The same code in this thread: for small files, and for tests run from source. */
export function createInlineCheckPool(): CheckPool {
  return {
    size: 1,
    async *check(task) {
      for (const batch of checkRange(task)) {
        yield batch;
        // Lets progress and cancellation through between batches.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => undefined,
  };
}

/** One after another: the disk is read by the check as well. */
async function hashesOf(sources: readonly CheckedSource[], signal: AbortSignal): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const { path } of sources) hashes.push(await sha256Of(path, signal));
  return hashes;
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    // The same memory for every part: a stream's fresh buffers cost more than the hash. Small parts keep the window's questions waiting no longer than a millisecond.
    const part = Buffer.allocUnsafeSlow(1 << 20);
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(part, 0, part.length, at);
      if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled. Nothing was kept.');
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(part.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}
