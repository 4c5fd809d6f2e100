import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, testEngine } from '../support/engine.ts';

const cli = join(import.meta.dirname, '../../out/main/cli.js');
const line = (index: number): string => JSON.stringify({ schema: 'proofline.execute-action/1', run: { id: `run-${index}` }, at: '2026-03-17T14:38:22Z', trigger: { kind: 'event', text: 'x'.repeat(3000) }, action: { type: 'refund' } });

function copiedBytes(folder: string): number {
  const [name] = existsSync(folder) ? readdirSync(folder) : [];
  return name === undefined ? 0 : (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
}

test.skipIf(!existsSync(cli))('killed in the middle of an import, the case opens as it was before it and says so (needs out/, made by npm run build)', async () => {
  const folder = scratchFolder();
  const home = join(folder, 'home');
  const casePath = join(folder, 'x.case');
  const engine = testEngine(home);
  await engine.ask('case.create', { pathId: casePath, name: 'X' });
  writeFileSync(join(folder, 'a.jsonl'), `${line(1)}\n${line(2)}\n`);
  await engine.import([join(folder, 'a.jsonl')]);
  const { id } = (await engine.ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 5 })).rows[0] ?? { id: '' };
  const before = await engine.ask('run.lineage', { run: id });
  await engine.ask('case.close', {});

  writeFileSync(join(folder, 'big.jsonl'), Array.from({ length: 40_000 }, (_, index) => line(index + 10)).join('\n'));
  const child = spawn(process.execPath, [cli, 'import', casePath, join(folder, 'big.jsonl'), '--json'], { env: { ...process.env, PROOFLINE_HOME: home } });
  const killed = new Promise<string | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  // Copied whole: from here on records are being read into the index.
  const watch = setInterval(() => {
    if (copiedBytes(join(casePath, 'vault/incoming')) === statSync(join(folder, 'big.jsonl')).size) child.kill('SIGKILL');
  }, 5);
  expect(await killed).toBe('SIGKILL');
  clearInterval(watch);

  const info = await engine.ask('case.open', { pathId: casePath });
  expect(info).toMatchObject({ runs: 2, sources: 1 });
  expect(info.notices.join(' ')).toContain('interrupted');
  expect(await engine.ask('run.lineage', { run: id })).toEqual(before);
  const { entries, check } = await engine.ask('journal.page', { after: null, limit: 20 });
  expect(entries.map(({ act }) => act)).toContain('import-interrupted');
  expect(check.firstFailure).toBeNull();

  const [again] = await engine.import([join(folder, 'big.jsonl')]);
  expect(again).toMatchObject({ read: 40_000, accepted: 40_000, runs: 40_000 });
});
