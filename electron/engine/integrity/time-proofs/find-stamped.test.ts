import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkText, only } from '../../../../test/support/check-log.ts';
import { linesOf, writers } from '../../../../test/support/chain-writers.ts';
import type { Judgement, Subject } from '../scheme.ts';
import { findStamped } from './find-stamped.ts';

const sha = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();

/** A source with a chain whose last record's hash reads `head`. */
async function words(head: string, digest: Buffer): Promise<string | null> {
  const log = linesOf(writers[0]?.write(2) ?? []);
  const { sha256, name, bytes, ...verdict } = only(await checkText(log));
  const judgement: Judgement = { ...verdict, name, bytes, head, headline: () => '' };
  const subject: Subject = { index: 0, sha256, source: { sourceKey: null, name, path: name, bytes, importedSha256: null, layout: null, packed: null }, judgements: [judgement] };
  const [found] = await findStamped([subject], [{ hash: 'sha256', title: 'SHA-256', digest }], new AbortController().signal);
  return found?.head?.words ?? null;
}

describe('the head of a chain that a time stamp may speak of', () => {
  const hex = 'ab'.repeat(32);

  it.each([
    ['the hash itself', hex, Buffer.from(hex, 'hex'), 'taken as the digest itself'],
    ['its bytes, hashed', `sha256:${hex}`, sha(Buffer.from(hex, 'hex')), 'over the bytes of'],
    ['its text without the prefix', `sha256:${hex}`, sha(hex), 'over the text without its prefix of'],
    ['its text and a line end', hex, sha(`${hex}\n`), 'and a line end'],
    ['a text in base64', 'rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=', sha('rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs='), 'over the text of'],
  ])('is found as %s', async (_what, head, digest, expected) => {
    expect(await words(head, digest)).toContain(expected);
  });

  it('is not what a stamp over nothing, or over a few letters, stamps', async () => {
    for (const head of ['rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=', 'x', '', 'head of the log: 12']) {
      for (const content of ['', '\n', '12', '12\n']) expect(await words(head, sha(content)), `${head} and ${JSON.stringify(content)}`).toBeNull();
    }
  });
});
