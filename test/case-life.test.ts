import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const byTime = { key: 'startedAt', descending: false };

function record(id: string, more: object = {}): string {
  return JSON.stringify({ schema: 'proofline.execute-action/1', id: `rec-${id}`, run: { id }, at: '2026-03-17T14:38:22.104Z', action: { type: 'refund', amount: 12.5, currency: 'EUR' }, ...more });
}

async function newCase(): Promise<TestEngine & { readonly folder: string; readonly path: string }> {
  const folder = scratchFolder();
  const engine = testEngine(join(folder, 'home'));
  const { path } = await engine.ask('case.create', { pathId: join(folder, 'x.case'), name: 'X' });
  return { ...engine, folder, path };
}

async function everything({ ask }: TestEngine): Promise<string> {
  const { rows } = await ask('runs.page', { where: '', sort: byTime, after: null, limit: 500 });
  const lineages = [];
  for (const { id } of rows) lineages.push(await ask('run.lineage', { run: id }));
  return JSON.stringify({ rows, lineages, sources: await ask('sources.list', {}), rejects: await ask('rejects.page', { sourceKey: null, after: null, limit: 500 }) });
}

test('a rebuilt index answers byte for byte as before, whatever came in by which container', async () => {
  const { folder, ask, finished, import: bring, ...rest } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n${record('2')}\n{"cut":\n${record('2')}\n`);
  writeFileSync(join(folder, 'b.jsonl.gz'), gzipSync(`${record('1', { outcome: { status: 'succeeded', reportedBy: 'bank' } })}\n${record('3')}\n`));
  writeFileSync(join(folder, 't.csv'), 'time;ref;betrag;status\n2026-03-17 14:38;run-9;12,50;ok\n');
  await bring([join(folder, 'a.jsonl'), join(folder, 'b.jsonl.gz')]);
  await bring([{ pathId: join(folder, 't.csv'), format: 'mapped', mapping: { name: 't', zone: 'Europe/Berlin', recordsAt: null, columns: [{ column: 'time', target: 'context.at', type: 'instant' }, { column: 'ref', target: 'run.id', type: 'text' }, { column: 'status', target: 'outcome.status', type: 'text' }] } }]);
  const engine = { ask, finished, import: bring, ...rest };
  const before = await everything(engine);
  expect(JSON.parse(before).rows).toHaveLength(4);

  const { jobId } = await ask('case.rebuild', {});
  expect((await finished(jobId)).outcome).toBe('done');
  expect(await everything(engine)).toBe(before);

  await ask('case.close', {});
  rmSync(join(rest.path, 'db'), { recursive: true });
  const info = await ask('case.open', { pathId: rest.path });
  expect(info.notices.join(' ')).toContain('rebuilt from the vault and the journal');
  expect(await everything(engine)).toBe(before);
});

test('read is accepted plus rejected plus duplicate, and every reject says where and why', async () => {
  const { folder, ask, import: bring } = await newCase();
  const text = `${record('1')}\n${record('1')}\n\n[1,2]\n{"a":\n${record('2')}`;
  writeFileSync(join(folder, 'a.jsonl'), text);
  const [source] = await bring([join(folder, 'a.jsonl')]);
  expect(source).toMatchObject({ read: 5, accepted: 2, rejected: 2, duplicate: 1, runs: 2 });
  const { rows } = await ask('rejects.page', { sourceKey: null, after: null, limit: 10 });
  expect(rows.map(({ ordinal, rule }) => [ordinal, rule])).toEqual([[4, 'not-an-object'], [5, 'json-cut']]);
  for (const { offset, reason } of rows) {
    expect(reason.length).toBeGreaterThan(20);
    expect(offset).toBeLessThan(text.length);
  }
});

test('a duplicate record adds nothing to its run and stays listed with it', async () => {
  const { folder, ask, import: bring } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n${record('1')}\n`);
  writeFileSync(join(folder, 'b.jsonl'), `${record('1')}\n${record('2')}\n`);
  await bring([join(folder, 'a.jsonl')]);
  const [second] = await bring([join(folder, 'b.jsonl')]);
  expect(second).toMatchObject({ read: 2, accepted: 1, duplicate: 1, runs: 1 });
  const { records, run } = await ask('run.lineage', { run: '1' });
  expect(records.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
  expect(run).toMatchObject({ records: 1, sources: 1 });
});

test('the same bytes under another name are recognised and not read again', async () => {
  const { folder, ask, import: bring } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n`);
  writeFileSync(join(folder, 'renamed.txt'), `${record('1')}\n`);
  await bring([join(folder, 'a.jsonl')]);
  const [again] = await bring([join(folder, 'renamed.txt')]);
  expect(again).toMatchObject({ alreadyImported: true, read: 1, accepted: 0, duplicate: 1 });
  expect(await ask('sources.list', {})).toHaveLength(1);
});

test('originals are kept byte for byte under their hash, read-only, and a changed one is found', async () => {
  const { folder, path, ask, import: bring } = await newCase();
  const bytes = Buffer.from(`${record('1')}\r\n\ufeff\u2028 ${'\u202e'}\n`);
  writeFileSync(join(folder, 'a.jsonl'), bytes);
  await bring([join(folder, 'a.jsonl')]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const item = join(path, 'vault/sha256', sha256.slice(0, 2), sha256);
  expect(readFileSync(item)).toEqual(bytes);
  expect(statSync(item).mode & 0o777).toBe(0o444);
  expect(await ask('evidence.rehash', {})).toMatchObject([{ sha256, check: 'unchanged', readOnly: true }]);
  rmSync(item);
  writeFileSync(item, 'something else');
  expect(await ask('evidence.rehash', {})).toMatchObject([{ sha256, check: 'changed' }]);
  const { entries } = await ask('journal.page', { after: null, limit: 1 });
  expect(entries[0]).toMatchObject({ act: 'vault-rehashed', data: { changed: 1, notUnchanged: [sha256] } });
});

test('an import that is cancelled leaves the case as it was, and says so in the journal', async () => {
  const { folder, path, ask, finished, onProgress, import: bring, ...rest } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n`);
  await bring([join(folder, 'a.jsonl')]);
  const engine = { ask, finished, onProgress, import: bring, ...rest };
  const before = await everything(engine);
  const many = Array.from({ length: 30_000 }, (_, index) => record(`more-${index}`, { trigger: { kind: 'event', text: 'x'.repeat(500) } })).join('\n');
  writeFileSync(join(folder, 'b.jsonl'), many);
  const cancelled: string[] = [];
  onProgress((progress) => {
    if (!progress.step.startsWith('Reading') || progress.records === 0 || cancelled.length > 0) return;
    cancelled.push(progress.jobId);
    void ask('jobs.cancel', { jobId: progress.jobId });
  });
  const { jobId } = await ask('import.start', { items: [{ pathId: join(folder, 'b.jsonl'), member: null, format: null, mapping: null, zone: null }] });
  expect((await finished(jobId)).outcome).toBe('cancelled');
  expect(await everything(engine)).toBe(before);
  expect(readdirSync(join(path, 'vault/incoming'))).toEqual([]);
  expect((await ask('evidence.vault', {})).map(({ name }) => name)).toEqual(['a.jsonl']);
  const { entries, check } = await ask('journal.page', { after: null, limit: 2 });
  expect(entries.map(({ act }) => act)).toEqual(['import-cancelled', 'import-started']);
  expect(check.firstFailure).toBeNull();
});

test('what cannot be answered is a problem with a code, never a crash', async () => {
  const { folder, ask, problem, finished } = await newCase();
  writeFileSync(join(folder, 'junk.bin'), Buffer.from([0, 1, 2, 3, 255, 254]));
  const { jobId } = await ask('import.start', { items: [{ pathId: join(folder, 'junk.bin'), member: null, format: null, mapping: null, zone: null }] });
  expect(await finished(jobId)).toMatchObject({ outcome: 'failed', problem: { code: 'utf-8' } });
  expect(await problem('run.lineage', { run: 'nobody' })).toBe('no-such-run');
  expect(await problem('run.lineage', { run: '' })).toBe('bad-request');
  expect(await problem('record.bytes', { sourceKey: 7, offset: 0, length: 1 })).toBe('no-such-source');
  expect(await problem('runs.count', { where: 'amount:>' })).toBe('search-not-understood');
  expect(await problem('case.open', { pathId: folder })).toBe('not-a-case');
  expect(await ask('runs.count', { where: '' })).toEqual({ matching: 0, total: 0 });
  await ask('case.close', {});
  expect(await problem('runs.count', { where: '' })).toBe('no-case');
});

test('while an import runs the lists are withheld, not half new and half old', async () => {
  const { folder, ask, problem, finished, onProgress } = await newCase();
  writeFileSync(join(folder, 'b.jsonl'), Array.from({ length: 30_000 }, (_, index) => record(`r-${index}`, { trigger: { kind: 'event', text: 'x'.repeat(500) } })).join('\n'));
  const asked: Promise<string>[] = [];
  onProgress((progress) => {
    if (asked.length === 0 && progress.records > 0) asked.push(problem('runs.count', { where: '' }), problem('overview.summary', {}), problem('run.lineage', { run: 'r-1' }));
  });
  const { jobId } = await ask('import.start', { items: [{ pathId: join(folder, 'b.jsonl'), member: null, format: null, mapping: null, zone: null }] });
  expect((await finished(jobId)).outcome).toBe('done');
  expect(await Promise.all(asked)).toEqual(['index-changing', 'index-changing', 'index-changing']);
  expect(await ask('runs.count', { where: '' })).toEqual({ matching: 30_000, total: 30_000 });
});

test('an import that brings nothing new ends in the journal, and leaves nothing in the vault that no entry names', async () => {
  const { folder, path, ask, import: bring } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n`);
  writeFileSync(join(folder, 'a.jsonl.gz'), gzipSync(`${record('1')}\n`));
  await bring([join(folder, 'a.jsonl')]);
  const [again] = await bring([join(folder, 'a.jsonl.gz')]);
  expect(again).toMatchObject({ alreadyImported: true, accepted: 0 });
  expect(await ask('evidence.vault', {})).toHaveLength(1);
  const { entries } = await ask('journal.page', { after: null, limit: 10 });
  expect(entries.map(({ act }) => act).slice(0, 2).sort()).toEqual(['import-repeated', 'import-started']);
  await ask('case.close', {});
  expect((await ask('case.open', { pathId: path })).notices).toEqual([]);
});

test('an index whose pages were changed on disk gives no answer, and is rebuilt to the same ones', async () => {
  const { folder, path, ask, import: bring, ...rest } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('marked-run')}\n`);
  await bring([join(folder, 'a.jsonl')]);
  const engine = { folder, path, ask, import: bring, ...rest };
  const before = await everything(engine);
  await ask('case.close', {});
  const base = join(path, 'db', 'base');
  let changed = 0;
  for (const name of readdirSync(base, { recursive: true }).map(String)) {
    if (!statSync(join(base, name)).isFile()) continue;
    const bytes = readFileSync(join(base, name));
    for (let at = bytes.indexOf('marked-run'); at >= 0; at = bytes.indexOf('marked-run', at + 1)) {
      bytes.write('forged-run', at);
      changed += 1;
    }
    if (bytes.includes('forged-run')) writeFileSync(join(base, name), bytes);
  }
  expect(changed).toBeGreaterThan(0);
  await ask('case.open', { pathId: path });
  expect(await rest.problem('runs.page', { where: '', sort: byTime, after: null, limit: 500 })).toBe('database-damaged');
  const { jobId } = await ask('case.rebuild', {});
  expect((await rest.finished(jobId)).outcome).toBe('done');
  expect(await everything(engine)).toBe(before);
});

test('questions under way when the case is closed end in words', async () => {
  const { folder, ask, engine, import: bring } = await newCase();
  writeFileSync(join(folder, 'a.jsonl'), `${record('1')}\n`);
  await bring([join(folder, 'a.jsonl')]);
  const asked = Array.from({ length: 20 }, () => engine.call('overview.summary', {}));
  await ask('case.close', {});
  const codes = (await Promise.all(asked)).map((result) => (result.ok ? 'answered' : result.problem.code));
  expect(codes.filter((code) => !['answered', 'case-closed', 'no-case'].includes(code))).toEqual([]);
});
