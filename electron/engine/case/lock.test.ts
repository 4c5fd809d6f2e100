import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, type CaseLock } from './lock.ts';

let base = '';
let folder = '';
let program = '';
const children: ChildProcess[] = [];
const locks: CaseLock[] = [];
const now = (): bigint => 1_773_758_302_104_000_000n;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'proofline-lock-'));
  writeFileSync(join(base, 'package.json'), '{"type":"module"}');
  await build({ configFile: false, logLevel: 'error', ssr: { noExternal: true }, build: { ssr: 'electron/engine/case/lock.ts', outDir: base, emptyOutDir: false } });
  program = join(base, 'holder.js');
  writeFileSync(
    program,
    `import { acquireLock } from './lock.js';
     process.on('message', async (folder) => {
       const lock = await acquireLock(folder, 'child', () => BigInt(Date.now()) * 1000000n);
       process.send(lock.ok ? { ok: true, tookOver: lock.value.tookOverFrom } : lock);
     });
     process.send('ready');`,
  );
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(base, 'case-'));
});
afterEach(async () => {
  for (const lock of locks.splice(0)) await lock.release();
  for (const child of children.splice(0)) await killed(child);
});

describe('the case lock', () => {
  it('is held by one process, and names it to the other', async () => {
    const child = await started();
    expect(await asked(child, folder)).toEqual({ ok: true, tookOver: null });
    const mine = await acquireLock(folder, 'here', now);
    expect(mine).toMatchObject({ ok: false, problem: { code: 'case-locked', message: expect.stringContaining(`process ${child.pid}`) } });
  });

  it('survives kill -9: the next one takes over and is told from whom', async () => {
    const child = await started();
    await asked(child, folder);
    await killed(child);
    expect(existsSync(join(folder, 'lock'))).toBe(true);
    const mine = await taken();
    expect(mine.tookOverFrom).toMatchObject({ pid: child.pid, shell: 'child', host: hostname() });
  });

  it('of a killed process goes to exactly one of many that want it at the same moment', async () => {
    const first = await started();
    await asked(first, folder);
    const takers = await Promise.all([started(), started(), started(), started()]);
    for (let round = 0; round < 3; round += 1) {
      await killed(round === 0 ? first : (takers.shift() ?? first));
      const answers = await Promise.all(takers.map((child) => asked(child, folder)));
      const winners = answers.filter((answer) => isRecord(answer) && answer.ok === true);
      expect(winners).toHaveLength(1);
      const winner = answers.findIndex((answer) => isRecord(answer) && answer.ok === true);
      takers.unshift(...takers.splice(winner, 1));
    }
  });

  it('is not held twice within one process', async () => {
    await taken();
    const again = await acquireLock(folder, 'here', now);
    expect(!again.ok && again.problem.code).toBe('case-locked');
  });

  it('leaves nothing behind when released, and nothing is taken over then', async () => {
    const lock = await taken();
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid, shell: 'here', since: '2026-03-17T14:38:22.104Z' });
    await lock.release();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    expect((await taken()).tookOverFrom).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('holds through a link to the folder and after the folder is renamed', async () => {
    await taken();
    symlinkSync(folder, `${folder}-link`);
    const throughLink = await acquireLock(`${folder}-link`, 'here', now);
    expect(!throughLink.ok && throughLink.problem.code).toBe('case-locked');
    renameSync(folder, `${folder}-renamed`);
    const renamed = await acquireLock(`${folder}-renamed`, 'here', now);
    expect(!renamed.ok && renamed.problem.code).toBe('case-locked');
    renameSync(`${folder}-renamed`, folder);
  });

  it.runIf(process.platform === 'linux')('of a killed process nobody has waited for is nobody’s any more', async () => {
    const first = await taken();
    await first.release();
    // `sleep` takes the shell's place and never asks how its child ended, so the child stays in the process table.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(parent);
    const [said] = await once(parent.stdout, 'data');
    const pid = Number(String(said));
    const before = readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ');
    const ticks = `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}${readlinkSync('/proc/self/ns/pid')}:${before[21]}`;
    const { dev, ino } = statSync(folder, { bigint: true });
    writeHolder({ pid, startTicks: ticks, folder: `${dev}:${ino}` });
    const whileItLived = await acquireLock(folder, 'here', now);
    expect(!whileItLived.ok && whileItLived.problem.code).toBe('case-locked');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ')[2]).toBe('Z');
    expect((await taken()).tookOverFrom).toMatchObject({ pid });
  });

  it('of another computer is refused with its name and what to do', async () => {
    writeHolder({ host: 'elsewhere' });
    const refused = await acquireLock(folder, 'here', now);
    expect(refused).toMatchObject({ ok: false, problem: { code: 'case-locked-elsewhere', message: expect.stringContaining('elsewhere'), nextStep: expect.stringContaining('delete the file') } });
    expect(existsSync(join(folder, 'lock'))).toBe(true);
  });

  it('does not lock a copy of the folder that was made while it was open', async () => {
    const child = await started();
    await asked(child, folder);
    const copy = `${folder}-copy`;
    mkdirSync(copy);
    cpSync(join(folder, 'lock'), join(copy, 'lock'));
    const lock = await acquireLock(copy, 'here', now);
    expect(lock.ok && lock.value.tookOverFrom).toBeNull();
    if (lock.ok) locks.push(lock.value);
  });

  it('whose file is damaged locks nobody out', async () => {
    writeFileSync(join(folder, 'lock'), '{"pid":');
    expect((await taken()).tookOverFrom).toBeNull();
  });
});

async function taken(): Promise<CaseLock> {
  const lock = await acquireLock(folder, 'here', now);
  if (!lock.ok) throw new Error(lock.problem.message);
  locks.push(lock.value);
  return lock.value;
}

async function started(): Promise<ChildProcess> {
  const child = fork(program);
  children.push(child);
  await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`the child ended with ${code}`)))]);
  return child;
}

async function asked(child: ChildProcess, path: string): Promise<unknown> {
  const answer = once(child, 'message');
  child.send(path);
  const [message] = await answer;
  return message;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

function writeHolder(over: Readonly<Record<string, unknown>>): void {
  const holder = { pid: 1, host: hostname(), user: 'u', since: '2026-01-01T00:00:00.000Z', shell: 's', token: 't', startTicks: null, folder: 'f', ...over };
  writeFileSync(join(folder, 'lock'), JSON.stringify(holder));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
