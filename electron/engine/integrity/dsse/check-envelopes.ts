import type { PropertyVerdict } from '#shared/model/verdict.ts';
import type { Attestation, CheckedSource, Inputs, Judgement, Scheme, SourceJudgements } from '../scheme.ts';
import type { SuppliedKeys } from '../signatures/keys.ts';
import { proofJudgement, say, unread } from '../statements/proof-judgement.ts';
import { shown } from '../statements/shown.ts';
import { readSmall } from '../statements/small-file.ts';
import { attestedAs, digestsOfSubjects, payloadNotes, speaksOf, vouchFor } from '../statements/vouch.ts';
import { readEnvelopes, type Envelope, type ReadEnvelope } from './envelope.ts';
import { verifyEnvelope, type CheckedSignature } from './verify-envelope.ts';

const mechanism = 'DSSE envelope';

/** Dead Simple Signing Envelopes, as in-toto attestations travel in. */
export const dsseScheme: Scheme = {
  id: 'dsse',
  title: mechanism,
  takes: ['--key: the signers’ public keys', '--anchor: envelopes that speak of the log'],
  recognise(bytes) {
    const envelopes = readEnvelopes(bytes);
    return envelopes === null ? null : envelopes.length === 1 ? mechanism : `list of ${envelopes.length} DSSE envelopes`;
  },
  speakByDigest: () => true,
  async check(sources, inputs, tools) {
    const judged: SourceJudgements[] = [];
    for (const [index, source] of sources.entries()) {
      const bytes = await readSmall(source);
      const envelopes = bytes === null ? null : readEnvelopes(bytes);
      if (envelopes === null) continue;
      tools.onSource?.(source);
      judged.push({ source: index, judgements: envelopes.map((read) => judge(source, read, inputs.keys)) });
      tools.onProgress(source.bytes, envelopes.length);
    }
    return judged;
  },
  async attest(subjects, inputs, tools) {
    const said: Attestation[] = [];
    const proofs: { readonly name: string; readonly own: number | null; readonly read: readonly ReadEnvelope[] }[] = inputs.files.map(({ name, bytes }) => ({ name, own: null, read: readEnvelopes(bytes) ?? [] }));
    for (const { index, source, judgements } of subjects) {
      const bytes = judgements[0]?.mechanism === mechanism ? await readSmall(source) : null;
      if (bytes !== null) proofs.push({ name: source.name, own: index, read: readEnvelopes(bytes) ?? [] });
    }
    for (const { name, own, read } of proofs) {
      for (const one of read) {
        if (one.kind !== 'envelope' || one.envelope.statement === null) continue;
        const meant = digestsOfSubjects(one.envelope.statement);
        for (const subject of subjects) {
          if (subject.index === own || !(await speaksOf(meant, subject, tools.signal))) continue;
          said.push(vouchFor(subject.index, name, attestedAs(one.envelope.statement), envelopeVerdict(subject.source, one.envelope, inputs.keys)));
        }
      }
    }
    return said;
  },
};

function judge(source: CheckedSource, read: ReadEnvelope, keys: Inputs['keys']): Judgement {
  if (read.kind === 'envelope') return envelopeVerdict(source, read.envelope, keys);
  const recipe = say('failed', `The file has the members of a DSSE envelope and cannot be read as one: ${shown(read.reason)}.`);
  return proofJudgement(source, { mechanism, properties: unread(recipe, say('not-checked', 'Nothing in this envelope was checked.', 'the envelope as it was issued')) });
}

function envelopeVerdict(source: CheckedSource, envelope: Envelope, keys: SuppliedKeys): Judgement {
  const { payloadType, payload, statement } = envelope;
  const signatures = verifyEnvelope(envelope, keys);
  const oneSignature = 'An envelope holds one payload';
  return proofJudgement(source, {
    mechanism,
    properties: {
      recipe: say('verified', `A DSSE envelope with a payload of ${payload.length} bytes (${shown(payloadType)}) and ${counted(signatures.length)}.`),
      content: contentOf(signatures),
      order: say('not-applicable', `${oneSignature}: there is no order to check.`),
      start: say('not-applicable', `${oneSignature}: there is no start.`),
      end: say('not-applicable', `${oneSignature}: it says nothing of others that may exist.`),
      authorship: authorshipOf(signatures),
      time: say('cannot-be-known', 'Nothing in the envelope bounds the time of its signatures.'),
      coverage: signatures.some(({ state }) => state === 'fits') ? say('verified', 'The signatures cover the payload and its type. Key ids are not covered: they are hints.') : unchecked('What the signatures cover', signatures),
      strength: say('verified', 'The recipe has no known weakness against anybody who does not hold the signing key.'),
    },
    notes: payloadNotes(payloadType, statement),
  });
}

function counted(signatures: number): string {
  return signatures === 1 ? 'one signature' : `${signatures} signatures`;
}

function contentOf(signatures: readonly CheckedSignature[]): PropertyVerdict {
  const fitting = signatures.filter(({ state }) => state === 'fits').length;
  const bad = failing(signatures);
  if (bad !== null) return bad;
  if (fitting > 0) return say('verified', `The payload fits ${fitting === signatures.length ? counted(fitting) : `${fitting} of ${signatures.length} signatures`}.`);
  return unchecked('The payload', signatures);
}

function authorshipOf(signatures: readonly CheckedSignature[]): PropertyVerdict {
  const fitting = signatures.filter(({ state }) => state === 'fits');
  const bad = failing(signatures);
  if (bad !== null) return bad;
  if (fitting.length === 0) return unchecked('Authorship', signatures);
  const prints = [...new Set(fitting.map(({ fingerprint }) => fingerprint))];
  const rest = signatures.length - fitting.length;
  const others = rest === 0 ? '' : ` For ${rest === 1 ? 'one more signature' : `${rest} more signatures`} no key was supplied that fits.`;
  return say('verified', `${fitting.length === 1 ? 'One signature fits' : `${fitting.length} signatures fit`} ${prints.length === 1 ? 'the key' : 'the keys'} supplied, ${prints.slice(0, 4).join(', ')}${prints.length > 4 ? ` and ${prints.length - 4} more` : ''}: ${prints.length === 1 ? 'its holder' : 'their holders'} signed.${others}`);
}

function failing(signatures: readonly CheckedSignature[]): PropertyVerdict | null {
  const bad = signatures.findIndex(({ state }) => state === 'fails' || state === 'unreadable');
  const first = signatures[bad];
  if (first === undefined) return null;
  if (first.state === 'unreadable') return say('failed', `Signature ${bad + 1} is no base64.`);
  return say('failed', `Signature ${bad + 1} does not fit the supplied key it names (${shown(first.keyid)}).`);
}

function unchecked(what: string, signatures: readonly CheckedSignature[]): PropertyVerdict {
  const named = [...new Set(signatures.map(({ keyid }) => keyid).filter((keyid) => keyid !== ''))].slice(0, 4).map(shown);
  const names = named.length === 0 ? '' : ` The signatures name ${named.join(', ')}.`;
  const missing = named.length === 0 ? 'the signer’s public key' : `the public key ${named.join(' or ')}`;
  if (signatures.some(({ state }) => state === 'no-key-fits')) return say('not-checked', `${what} is not checked: none of the keys supplied fits, and none goes by a signature’s key id. The payload is not the one signed, or the key is another.${names}`, missing);
  return say('not-checked', `${what} is not checked: the key is missing.${names}`, missing);
}
