import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BagCheck } from '#shared/model/bag.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { asking } from './support/engine.ts';

const tools = ['unzip', 'sha256sum', 'openssl'].filter((tool) => ['/usr/bin', '/bin', '/usr/local/bin'].some((folder) => existsSync(join(folder, tool))));
const clock = (): bigint => 1_773_700_000_000_000_000n;

const record = (run: string, id: string): string => JSON.stringify({ ts: '2026-03-17T14:38:22.104Z', event: 'refund.executed', run_id: run, customer_id: id, amount: '34.00', currency: 'EUR', note: `secret of ${id}` });

const folder = mkdtempSync(join(tmpdir(), 'proofline-package-'));
const path = join(folder, 'incident.case');
/** One case for all tests: making its index is what takes time. */
const engine = createEngine({ home: join(folder, 'home'), resources: join(import.meta.dirname, '../resources'), version: 'test', shell: 'a test', workers: 'inline', now: clock });
const { ask, problem, finished } = asking(engine);

beforeAll(async () => {
  writeFileSync(join(folder, 'a.jsonl'), `${readFileSync(join(import.meta.dirname, '../resources/sample-case/refund-agent-2026-03.jsonl'), 'utf8').split('\n').slice(0, 60).join('\n')}\n`);
  writeFileSync(join(folder, 'b.jsonl'), `${record('run-b', 'customer-77')}\n`);
  await ask('case.create', { pathId: path, name: 'Wrong refunds' });
  const { jobId } = await ask('import.start', { items: ['a.jsonl', 'b.jsonl'].map((name) => ({ pathId: join(folder, name), member: null, format: null, mapping: null, zone: null })) });
  expect((await finished(jobId)).outcome).toBe('done');
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

let packages = 0;
async function make(without: readonly string[] = []): Promise<string> {
  packages += 1;
  const out = join(folder, `package-${packages}.zip`);
  const { jobId } = await ask('bag.make', { pathId: out, where: '', incident: null, timeStamp: null, without: without.map((what) => ({ what, reason: 'personal data of a third party' })) });
  const end = await finished(jobId);
  if (end.problem !== null) throw new Error(`${end.problem.code}: ${end.problem.message}`);
  return out;
}

/** The package unpacked by the system's own tool; answers the folder that is the bag. */
function unpacked(zip: string): string {
  const into = mkdtempSync(join(folder, 'unpacked-'));
  execFileSync('unzip', ['-q', zip, '-d', into]);
  const [name = ''] = readdirSync(into);
  return join(into, name);
}

const failedParts = ({ findings }: BagCheck): readonly string[] => findings.filter(({ verdict }) => verdict === 'failed').map(({ part }) => part);
const failedFiles = ({ findings }: BagCheck): readonly string[] => findings.flatMap(({ verdict, files }) => (verdict === 'failed' ? files.map(({ what, path }) => `${what} ${path}`) : []));

describe('an evidence package', () => {
  it('is verified by sha256sum and openssl without us, and by us', async () => {
    const zip = await make();
    const check = await ask('bag.check', { pathId: zip });
    expect(failedParts(check)).toEqual([]);
    expect(check.findings.find(({ part }) => part === 'originals')?.sentence).toContain('2 of 2 originals');
    expect(check.journal?.headline).toContain('content and order verified');
    const [made] = await ask('bag.made', {});
    expect(made).toMatchObject({ file: basename(zip), originals: 2, omitted: [], bytes: readFileSync(zip).length });
    if (tools.length < 3) return void console.warn(`not tried with the system's tools: only ${tools.join(', ')} are here`);
    const bag = unpacked(zip);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) expect(execFileSync('sha256sum', ['-c', manifest], { cwd: bag, encoding: 'utf8' })).not.toContain('FAILED');
    const readme = readFileSync(join(bag, 'README.txt'), 'utf8');
    const command = /^ +openssl (pkeyutl .*)$/mu.exec(readme)?.[1]?.split(' ') ?? [];
    expect(execFileSync('openssl', command, { cwd: bag, encoding: 'utf8' })).toContain('Signature Verified Successfully');
    expect(failedParts(await ask('bag.check', { pathId: bag }))).toEqual([]);
    expect(readFileSync(join(bag, 'manifest-sha256.txt'), 'utf8').trimEnd().split('\n').length).toBe(made?.files);
  });

  it('has the same bytes when it is made again of the same case at the same time', async () => {
    await ask('case.close', {});
    cpSync(path, join(folder, 'copy.case'), { recursive: true });
    await ask('case.open', { pathId: path });
    const first = readFileSync(await make());
    await ask('case.open', { pathId: join(folder, 'copy.case') });
    expect(readFileSync(await make()).equals(first)).toBe(true);
    await ask('case.open', { pathId: path });
  });

  it.skipIf(!tools.includes('unzip'))('that was tampered with fails, and on the right file', async () => {
    const whole = unpacked(await make());
    const originals = readdirSync(join(whole, 'data/originals')).toSorted();
    const [original = ''] = originals;
    const attacks: readonly (readonly [name: string, attack: (bag: string) => void, parts: readonly string[], files: readonly string[]])[] = [
      ['an original altered', (bag) => appendFileSync(join(bag, 'data/originals', original), ' '), ['payload', 'payload', 'originals'], [`altered data/originals/${original}`, 'altered bag-info.txt', 'missing a.jsonl']],
      ['an original removed', (bag) => rmSync(join(bag, 'data/originals', original)), ['payload', 'payload', 'originals'], [`missing data/originals/${original}`, 'altered bag-info.txt', 'missing a.jsonl']],
      ['a file added', (bag) => writeFileSync(join(bag, 'data/extra.txt'), 'x'), ['payload', 'payload'], ['not listed data/extra.txt', 'altered bag-info.txt']],
      ['verdicts altered and the manifest made to fit', (bag) => rewritten(bag, 'data/verdicts/verdicts.json'), ['tag files'], ['altered manifest-sha256.txt']],
      ['the tag manifest altered', (bag) => appendFileSync(join(bag, 'tagmanifest-sha256.txt'), `${'0'.repeat(64)}  nothing.txt\n`), ['tag files', 'signature'], ['missing nothing.txt', 'altered tagmanifest-sha256.txt', 'altered tagmanifest-sha256.txt.sig']],
      ['the signature cut off', (bag) => rmSync(join(bag, 'tagmanifest-sha256.txt.sig')), ['signature'], ['missing tagmanifest-sha256.txt.sig']],
      ['the journal’s last entry cut off', (bag) => cutLastLine(join(bag, 'data/case/journal.jsonl')), ['payload', 'payload', 'journal'], ['altered data/case/journal.jsonl', 'altered bag-info.txt', 'altered data/case/journal.jsonl']],
    ];
    for (const [name, attack, parts, files] of attacks) {
      const bag = join(folder, 'attacked');
      rmSync(bag, { recursive: true, force: true });
      cpSync(whole, bag, { recursive: true });
      attack(bag);
      const check = await ask('bag.check', { pathId: bag });
      expect(failedParts(check), name).toEqual(parts);
      expect(failedFiles(check), name).toEqual(files);
    }
  });

  it('fails against another key that is handed in', async () => {
    const zip = await make();
    const other = { name: 'other.txt', base64: Buffer.from(`ed25519:${'ab'.repeat(32)}`).toString('base64') };
    expect(failedParts(await ask('bag.check', { pathId: zip, keys: [other] }))).toEqual(['signature']);
    const { signer } = await ask('bag.check', { pathId: zip });
    expect(failedParts(await ask('bag.check', { pathId: zip, keys: [{ name: 'own', base64: Buffer.from(signer ?? '').toString('base64') }] }))).toEqual([]);
  });

  it('keeps of an original that is left out its name, size and hash, and nothing it said', async () => {
    const zip = await make(['b.jsonl']);
    const bytes = readFileSync(zip);
    for (const secret of ['customer-77', Buffer.from(record('run-b', 'customer-77')).toString('base64').slice(0, 80)]) expect(bytes.includes(secret), secret).toBe(false);
    const check = await ask('bag.check', { pathId: zip });
    expect(failedParts(check)).toEqual([]);
    expect(check.omitted).toMatchObject([{ name: 'b.jsonl', reason: 'personal data of a third party', sha256: createHash('sha256').update(readFileSync(join(folder, 'b.jsonl'))).digest('hex') }]);
    expect(await problem('bag.receive', { pathIds: [zip, join(folder, 'in-part')] })).toBe('bag-incomplete');
    expect(await problem('bag.make', { pathId: zip, where: '', incident: null, without: [] })).toBe('file-exists');
    await expect(make(['nothing.jsonl'])).rejects.toThrow('no-such-original');
  });

  it('becomes a read-only case with the same runs and the same journal, going on under the receiver’s key', async () => {
    const zip = await make();
    const before = await ask('runs.count', { where: '' });
    const journal = readFileSync(join(path, 'journal.jsonl'), 'utf8');
    const info = await ask('bag.receive', { pathIds: [zip, join(folder, 'received')] });
    expect(await ask('runs.count', { where: '' })).toEqual(before);
    expect(info.notices.join(' ')).toContain('read-only');
    const kept = readFileSync(join(folder, 'received.case/journal.jsonl'), 'utf8');
    // The package was noted after it was written, so it does not know of itself.
    expect(kept.startsWith(journal.slice(0, journal.trimEnd().lastIndexOf('\n') + 1))).toBe(true);
    expect((await ask('journal.page', { after: null, limit: 100 })).check).toMatchObject({ firstFailure: null });
    expect(kept).toContain('"case-received"');
    expect(await problem('bag.receive', { pathIds: [zip, join(folder, 'received')] })).toBe('case-exists');
    const { jobId } = await ask('import.start', { items: [{ pathId: join(folder, 'b.jsonl'), member: null, format: null, mapping: null, zone: null }] });
    expect((await finished(jobId)).problem?.code).toBe('case-read-only');
  });

  it('is not written when an original is no longer what was imported', async () => {
    await ask('case.open', { pathId: path });
    const [item] = await ask('evidence.vault', {});
    const place = join(path, 'vault/sha256', item?.sha256.slice(0, 2) ?? '', item?.sha256 ?? '');
    const was = readFileSync(place);
    rmSync(place);
    writeFileSync(place, Buffer.concat([was.subarray(0, -1), Buffer.from(' ')]));
    await expect(make()).rejects.toThrow('vault-item-changed');
    expect(readdirSync(folder).filter((name) => name.startsWith(`package-${packages}`))).toEqual([]);
  });
});

function rewritten(bag: string, path: string): void {
  writeFileSync(join(bag, path), readFileSync(join(bag, path), 'utf8').replace(/.$/su, ' '));
  const found = execFileSync('sha256sum', [path], { cwd: bag, encoding: 'utf8' }).slice(0, 64);
  const manifest = join(bag, 'manifest-sha256.txt');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(new RegExp(`^[0-9a-f]{64}(?=  ${path}$)`, 'mu'), found));
}

function cutLastLine(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.trimEnd().lastIndexOf('\n') + 1));
}
