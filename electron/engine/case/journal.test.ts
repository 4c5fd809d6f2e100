import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import { checkJournal } from './check-journal.ts';
import { createJournalFile, openJournal, type Journal } from './journal.ts';
import { sealEntry } from './journal-line.ts';
import { signingKeyFromPem, type SigningKey } from './signing-key.ts';

let folder = '';
let path = '';
const key = madeKey();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofline-journal-'));
  path = join(folder, 'journal.jsonl');
  createJournalFile(path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the journal', () => {
  it('numbers, chains and signs what is appended, and goes on where it stopped', () => {
    const journal = opened();
    appendActs(journal, 3);
    journal.close();
    const again = opened();
    appendActs(again, 2);
    expect(again.entries).toBe(5);
    expect(again.check()).toEqual({ entries: 5, headHash: again.head?.hash, firstFailure: null, keys: [key.publicKey] });
    expect(again.all().map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(again.head?.at).toBe('2026-03-17T14:38:22.104Z');
    again.close();
  });

  it('is written in canonical form, one line an entry, whatever the data holds', () => {
    const journal = opened();
    const data: JsonObject = { z: 1, a: 'ä\u0000\n\u2028\ud800', nested: { b: [1.5, null, true] } };
    expect(journal.append('import-finished', data).ok).toBe(true);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\{"act":"import-finished","actor":"someone","at":/);
    expect(journal.head?.data).toEqual({ ...data, a: 'ä\u0000\n\u2028\ufffd' });
    expect(journal.check().firstFailure).toBeNull();
    journal.close();
  });

  it('is read newest first, page by page', () => {
    const journal = opened();
    appendActs(journal, 5);
    const first = journal.page(null, 2);
    const second = journal.page(first.next, 2);
    const third = journal.page(second.next, 2);
    expect([first, second, third].map((page) => page.entries.map((entry) => entry.seq))).toEqual([[5, 4], [3, 2], [1]]);
    expect(third.next).toBeNull();
    journal.close();
  });

  it('sets a torn end aside after a crash, keeps its bytes and says so', () => {
    const journal = opened();
    appendActs(journal, 2);
    journal.close();
    appendFileSync(path, '{"act":"import-fin');
    const again = openJournal(path, options());
    if (!again.ok) throw new Error(again.problem.message);
    expect(again.value.notices).toHaveLength(1);
    const torn = readdirSync(folder).filter((name) => name.includes('torn'));
    expect(torn.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['{"act":"import-fin']);
    appendActs(again.value.journal, 1);
    expect(again.value.journal.check()).toMatchObject({ entries: 3, firstFailure: null });
    again.value.journal.close();
  });

  it('refuses to add to a file that another program changed meanwhile', () => {
    const journal = opened();
    appendActs(journal, 1);
    appendFileSync(path, 'x\n');
    const refused = journal.append('tagged', {});
    expect(!refused.ok && refused.problem.code).toBe('journal-changed');
    journal.close();
  });

  it('refuses to follow a last entry that cannot be read', () => {
    writeFileSync(path, 'nonsense\n');
    const journal = opened();
    const refused = journal.append('tagged', {});
    expect(!refused.ok && refused.problem.code).toBe('journal-damaged');
    expect(journal.check().firstFailure).toMatchObject({ seq: 1, line: 1 });
    journal.close();
  });

  it('is a problem, not a crash, when the file is missing', () => {
    rmSync(path);
    const result = openJournal(path, options());
    expect(!result.ok && result.problem.code).toBe('journal-unavailable');
  });
});

describe('checking the journal', () => {
  it('finds an altered value by its hash, at its line', () => {
    withLines((lines) => lines.map((line, i) => (i === 2 ? line.replace('"n":2', '"n":7') : line)));
    expect(failure()).toMatchObject({ seq: 3, line: 3, what: expect.stringMatching(/altered: its content has SHA-256/) });
  });

  it('finds an altered value whose hash was made to fit, by its signature', () => {
    withLines((lines) => lines.map((line, i) => (i === 2 ? forged(line, 'n', 7, 'keep signature') : line)));
    expect(failure()).toMatchObject({ seq: 3, line: 3, what: expect.stringMatching(/signature/) });
  });

  it('finds an entry replaced and signed anew by another key, at its successor, and lists that key', () => {
    withLines((lines) => lines.map((line, i) => (i === 2 ? forged(line, 'n', 7, 'sign') : line)));
    const check = checkJournal(path);
    expect(check.firstFailure).toMatchObject({ seq: 4, line: 4, what: expect.stringMatching(/does not follow the entry before it/) });
    expect(check.keys).toHaveLength(2);
  });

  it('finds a second spelling of the same entry: a repeated member, added white space', () => {
    withLines((lines) => lines.map((line, i) => (i === 1 ? line.replace('{"act"', '{"act":"hidden","act"') : line)));
    expect(failure()).toMatchObject({ seq: 2, line: 2, what: expect.stringMatching(/canonical form/) });
    withLines((lines) => lines.map((line, i) => (i === 1 ? `${line} ` : line)));
    expect(failure()).toMatchObject({ seq: 2, line: 2 });
  });

  it('finds a changed byte that is not valid UTF-8', () => {
    const journal = opened();
    journal.append('tagged', { name: '\ufffd' });
    journal.close();
    const bytes = readFileSync(path);
    const at = bytes.indexOf(Buffer.from('\ufffd'));
    writeFileSync(path, Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]));
    expect(failure()).toMatchObject({ seq: 1, line: 1 });
  });

  it('finds a deleted middle entry at its successor', () => {
    withLines((lines) => lines.filter((_, i) => i !== 2));
    expect(failure()).toMatchObject({ seq: 3, line: 3, what: expect.stringMatching(/Entry 3 is missing.*deleted/) });
  });

  it('finds a deleted beginning', () => {
    withLines((lines) => lines.slice(2));
    expect(failure()).toMatchObject({ seq: 1, line: 1, what: expect.stringMatching(/Entries 1 to 2 are missing/) });
  });

  it('finds an inserted copy', () => {
    withLines((lines) => [...lines.slice(0, 3), lines[1] ?? '', ...lines.slice(3)]);
    expect(failure()).toMatchObject({ seq: 4, line: 4, what: expect.stringMatching(/Entry 2 stands where entry 4 belongs/) });
  });

  it('finds two entries that changed places', () => {
    withLines(([a, b, c, d, e]) => [a ?? '', c ?? '', b ?? '', d ?? '', e ?? '']);
    expect(failure()).toMatchObject({ seq: 2, line: 2, what: expect.stringMatching(/reordered/) });
  });

  it('survives lines that are hostile or not entries at all', () => {
    for (const line of ['', 'null', '[]', '{"v":2}', '{"seq":1e999}', '\u0000', `${'['.repeat(5000)}`]) {
      writeFileSync(path, `${line}\n`);
      expect(failure()).toMatchObject({ seq: 1, line: 1 });
    }
  });
});

function opened(): Journal {
  const result = openJournal(path, options());
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.journal;
}

function options() {
  return { key, actor: 'someone', build: '0.1.0', now: () => 1_773_758_302_104_000_000n };
}

function appendActs(journal: Journal, count: number): void {
  for (let n = 0; n < count; n += 1) expect(journal.append('tagged', { n }).ok).toBe(true);
}

/** A journal of five entries whose lines were tampered with. */
function withLines(tamper: (lines: readonly string[]) => readonly string[]): void {
  rmSync(path);
  createJournalFile(path);
  const journal = opened();
  appendActs(journal, 5);
  journal.close();
  writeFileSync(path, tamper(readFileSync(path, 'utf8').trimEnd().split('\n')).map((line) => `${line}\n`).join(''));
}

function failure() {
  return checkJournal(path).firstFailure;
}

function forged(line: string, member: string, value: number, how: 'sign' | 'keep signature'): string {
  const other = how === 'sign' ? madeKey() : key;
  const { hash: _hash, signature, ...entry } = JSON.parse(line);
  const { line: sealed } = sealEntry({ ...entry, key: other.publicKey, data: { ...entry.data, [member]: value } }, other);
  return how === 'sign' ? sealed.trimEnd() : sealed.trimEnd().replace(/"signature":"[^"]*"/, `"signature":"${signature}"`);
}

function madeKey(): SigningKey {
  const made = signingKeyFromPem(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'test');
  if (!made.ok) throw new Error('no key');
  return made.value;
}
