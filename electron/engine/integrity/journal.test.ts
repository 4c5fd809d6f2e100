import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFile, only } from '../../../test/support/check-log.ts';
import { checkJournal } from '../case/check-journal.ts';
import { createJournalFile, openJournal } from '../case/journal.ts';
import { signingKeyFromPem } from '../case/signing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofline-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entries = 7;
const written = writeJournal();

/** A journal as a case writes it, and the key that signed it. */
function writeJournal(): { readonly lines: readonly string[]; readonly key: string } {
  const path = join(folder, 'journal.jsonl');
  const key = signingKeyFromPem(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'a test');
  if (!key.ok) throw new Error('no key');
  createJournalFile(path);
  let now = 1_773_700_000_000_000_000n;
  const opened = openJournal(path, { key: key.value, actor: 'ä person', build: 'test', now: () => (now += 1_000_000_000n) });
  if (!opened.ok) throw new Error('no journal');
  for (let index = 0; index < entries; index += 1) opened.value.journal.append('note-added', { text: `note ${index}`, number: index / 3 });
  opened.value.journal.close();
  return { lines: readFileSync(path, 'utf8').trimEnd().split('\n'), key: key.value.publicKey };
}

const { lines, key } = written;
const line = (index: number): string => lines[index] ?? '';
const changes: readonly (readonly [string, readonly string[]])[] = [
  ['nothing', lines],
  ...[0, 3, entries - 1].flatMap((at): readonly (readonly [string, readonly string[]])[] => [
    [`a word in entry ${at + 1}`, lines.with(at, line(at).replace(`note ${at}`, 'another'))],
    [`the spelling of entry ${at + 1}`, lines.with(at, line(at).replace('"act":', '"act": '))],
    [`the hash of entry ${at + 1}`, lines.with(at, line(at).replace(/"hash":"./, (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0')))],
    [`the signature of entry ${at + 1}`, lines.with(at, line(at).replace(/"signature":"./, (start) => start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A')))],
    [`entry ${at + 1} twice`, [...lines.slice(0, at + 1), line(at), ...lines.slice(at + 1)]],
    [`rubble for entry ${at + 1}`, lines.with(at, line(at).slice(0, 50))],
  ]),
  ['entry 4 deleted', lines.toSpliced(3, 1)],
  ['entries 3 to 5 deleted', lines.toSpliced(2, 3)],
  ['entries 3 and 4 changed places', [...lines.slice(0, 2), line(3), line(2), ...lines.slice(4)]],
];

describe('the journal of a case', () => {
  it.each(changes)('is judged alike by its own check and by the checker: %s', async (what, changed) => {
    const path = join(folder, 'changed.jsonl');
    writeFileSync(path, `${changed.join('\n')}\n`);
    const own = checkJournal(path);
    const verdict = only(await checkFile(path, { profile: 'proofline-journal', keys: [key] }));
    const first = verdict.failures[0];
    expect(verdict.failures.length === 0, JSON.stringify(verdict.failures)).toBe(own.firstFailure === null);
    expect(first?.record ?? null, `${JSON.stringify(own.firstFailure)} ${JSON.stringify(verdict.failures)}`).toBe(own.firstFailure?.line ?? null);
    expect(verdict.failures.length).toBe(what === 'nothing' ? 0 : 1);
    if (what === 'nothing') expect([verdict.properties.content.verdict, verdict.properties.order.verdict, verdict.properties.authorship.verdict]).toEqual(['verified', 'verified', 'verified']);
  });

  it('without a key from outside shows whose key it carries, and trusts none', async () => {
    const path = join(folder, 'unpinned.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const verdict = only(await checkFile(path));
    expect([verdict.profile?.id, verdict.failures]).toEqual(['proofline-journal', []]);
    expect(verdict.properties.authorship.sentence).toContain('the key was taken from the file itself');
  });
});
