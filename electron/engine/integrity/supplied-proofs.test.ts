import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkText, only } from '../../../test/support/check-log.ts';

const text = '{"a":1}\n';
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** An attestation that names one file by digest; its signature is nobody's. */
function envelopeOn(content: string): Buffer {
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [{ name: 'log.jsonl', digest: { sha256: sha256(content) } }], predicateType: 'https://example.org/export', predicate: {} };
  return Buffer.from(JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload: Buffer.from(JSON.stringify(statement)).toString('base64'), signatures: [{ sig: 'AAAA' }] }));
}

const notesWith = async (name: string, bytes: Buffer): Promise<readonly string[]> => only(await checkText(text, { files: [{ name, bytes }] })).notes.map(({ sentence }) => sentence);

describe('a proof handed in', () => {
  it('that names no bytes checked here is named in the verdict as not used', async () => {
    expect(await notesWith('other.dsse', envelopeOn('{"a":2}\n'))).toEqual([expect.stringMatching(/^other\.dsse, handed in and read as DSSE envelope, names no file .* nothing it proves was used\./u)]);
  });

  it('that names them is not said to be unused, whatever it is worth', async () => {
    expect((await notesWith('own.dsse', envelopeOn(text))).filter((note) => note.includes('nothing it proves was used'))).toEqual([]);
  });

  it('that is a key or no proof at all is not taken for one', async () => {
    expect(await notesWith('notes.txt', Buffer.from('not a proof'))).toEqual([]);
  });
});
