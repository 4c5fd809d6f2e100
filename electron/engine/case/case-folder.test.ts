import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaseFolder, readCaseFolder } from './case-folder.ts';
import { createCase, openCase, type CaseOptions } from './open-case.ts';
import { recentCases } from './recent-cases.ts';
import { savedMappings } from './saved-mappings.ts';
import { signingKeyFromPem } from './signing-key.ts';

let folder = '';
const now = (): bigint => 1_773_758_302_104_000_000n;
const about = { name: 'Refund incident', build: '0.1.0', now };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofline-case-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a case folder', () => {
  it('is made whole, for its owner only, and nothing is left beside it', () => {
    const made = createCaseFolder(join(folder, 'Incident'), about);
    expect(made).toMatchObject({ ok: true, value: { name: 'Refund incident', path: join(folder, 'Incident.case'), createdWith: '0.1.0', createdAt: '2026-03-17T14:38:22.104Z' } });
    expect(readdirSync(folder)).toEqual(['Incident.case']);
    expect(readdirSync(join(folder, 'Incident.case')).sort()).toEqual(['case.json', 'journal.jsonl', 'vault', 'work']);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'Incident.case')).mode & 0o777).toBe(0o700);
  });

  it('is never made over something that exists', () => {
    mkdirSync(join(folder, 'a.case'));
    const made = createCaseFolder(join(folder, 'a.case'), about);
    expect(!made.ok && made.problem.code).toBe('case-exists');
  });

  it('that is missing, is none, lacks a piece or comes from a newer build is told apart', () => {
    expect(code(readCaseFolder(join(folder, 'no.case')))).toBe('case-missing');
    expect(code(readCaseFolder(folder))).toBe('not-a-case');
    createCaseFolder(join(folder, 'a.case'), about);
    rmSync(join(folder, 'a.case/journal.jsonl'));
    expect(code(readCaseFolder(join(folder, 'a.case')))).toBe('case-incomplete');
    createCaseFolder(join(folder, 'b.case'), about);
    const file = join(folder, 'b.case/case.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), formatVersion: 99 }));
    expect(code(readCaseFolder(join(folder, 'b.case')))).toBe('case-from-the-future');
    writeFileSync(file, '{');
    expect(code(readCaseFolder(join(folder, 'b.case')))).toBe('not-a-case');
  });
});

describe('an open case', () => {
  it('begins its journal with its creation and cannot be opened twice', async () => {
    const made = await createCase(join(folder, 'a.case'), { name: 'A' }, options());
    if (!made.ok) throw new Error(made.problem.message);
    expect(made.value.journal.all().map((entry) => entry.act)).toEqual(['case-created']);
    expect(made.value.notices).toEqual([]);
    expect(code(await openCase(join(folder, 'a.case'), options()))).toBe('case-locked');
    await made.value.close();
    const again = await openCase(join(folder, 'a.case'), options());
    expect(again.ok && again.value.journal.entries).toBe(1);
    if (again.ok) await again.value.close();
  });

  it('reports and journals what an interrupted import left', async () => {
    const made = await createCase(join(folder, 'a.case'), { name: 'A' }, options());
    if (!made.ok) throw new Error(made.problem.message);
    writeFileSync(join(folder, 'export.jsonl'), '{}\n');
    await made.value.vault.receive(join(folder, 'export.jsonl'));
    await made.value.close();
    const again = await openCase(join(folder, 'a.case'), options());
    if (!again.ok) throw new Error(again.problem.message);
    expect(again.value.notices).toEqual([expect.stringContaining('An import was interrupted')]);
    expect(again.value.journal.head).toMatchObject({ act: 'unfinished-copies-removed', data: { copies: 1, bytes: 3 } });
    await again.value.close();
  });
});

describe('recent cases', () => {
  it('are listed last opened first, and marked when nothing is there any more', () => {
    const recent = recentCases(folder, now);
    createCaseFolder(join(folder, 'a.case'), about);
    recent.remember({ path: join(folder, 'gone.case'), name: 'Gone', runs: 3, sources: 1 });
    recent.remember({ path: join(folder, 'a.case'), name: 'A', runs: null, sources: null });
    expect(recent.list().map(({ name, found }) => [name, found])).toEqual([['A', true], ['Gone', false]]);
    recent.remember({ path: join(folder, 'gone.case'), name: 'Gone', runs: 4, sources: 1 });
    expect(recent.list().map(({ name, runs }) => [name, runs])).toEqual([['Gone', 4], ['A', null]]);
    recent.forget(join(folder, 'gone.case'));
    expect(recent.list()).toHaveLength(1);
  });

  it('in a damaged file are set aside, never a crash', () => {
    writeFileSync(join(folder, 'recent-cases.json'), '[{"path":');
    expect(recentCases(folder, now).list()).toEqual([]);
    expect(existsSync(join(folder, `recent-cases.json.unreadable-${now()}`))).toBe(true);
  });
});

describe('saved mappings', () => {
  it('are kept by name, replaced by the same name, and removed', () => {
    const mappings = savedMappings(folder, now);
    const mapping = { name: 'CRM', columns: [{ column: 'id', target: 'run.id', type: 'text' }], zone: null, recordsAt: null } as const;
    mappings.save(mapping);
    mappings.save({ ...mapping, zone: 'Europe/Berlin' });
    mappings.save({ ...mapping, name: 'Another' });
    expect(savedMappings(folder, now).list().map(({ name, zone }) => [name, zone])).toEqual([['Another', null], ['CRM', 'Europe/Berlin']]);
    mappings.remove('CRM');
    expect(mappings.list().map(({ name }) => name)).toEqual(['Another']);
  });
});

function options(): CaseOptions {
  const key = signingKeyFromPem(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'test');
  if (!key.ok) throw new Error('no key');
  return { key: key.value, actor: 'someone', build: '0.1.0', now, shell: 'test' };
}

function code(result: { readonly ok: true } | { readonly ok: false; readonly problem: { readonly code: string } }): string {
  return result.ok ? 'ok' : result.problem.code;
}
