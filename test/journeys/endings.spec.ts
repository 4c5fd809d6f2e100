import { readFileSync, readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { launchApp } from '../support/app.ts';
import { expect, test } from '../support/journey.ts';

const call = (page: Page, channel: string, request: unknown = {}): Promise<unknown> => page.evaluate(([name, body]) => window.bridge.call(name, body), [channel, request] as const);
const onLinux = process.platform === 'linux';

test.use({ sample: 'none' });

test('closing the window ends the app, its engine and its browser', async () => {
  const app = await launchApp();
  await call(app.page, 'jobs.list');
  const children = onLinux ? descendants(app.pid) : [];
  await app.page.close();
  expect(await app.ended).toBe(0);
  await expect.poll(() => children.filter(isAlive)).toEqual([]);
  await app.close();
});

test('a killed app leaves no engine, no browser and no lock behind', async () => {
  test.skip(!onLinux, 'reads the process table of Linux');
  const app = await launchApp();
  const made = await call(app.page, 'case.createDialog');
  expect(made).toMatchObject({ ok: true });
  const children = descendants(app.pid);
  expect(children.length).toBeGreaterThan(2);
  process.kill(app.pid, 'SIGKILL');
  await app.ended;
  await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  const again = await launchApp({ home: app.home });
  const recent = await call(again.page, 'case.recent');
  expect(recent).toMatchObject({ ok: true, value: [{ found: true }] });
  const pathId = pathIdOf(recent);
  const opened = await call(again.page, 'case.open', { pathId });
  expect(opened, JSON.stringify(opened)).toMatchObject({ ok: true });
  expect(again.violations).toEqual([]);
  await again.close();
  await app.close();
});

test('when the engine dies the window is told, and the next call finds a new one', async ({ app }) => {
  test.skip(!onLinux, 'finds the engine in the process table of Linux');
  expect(await call(app.page, 'case.createDialog')).toMatchObject({ ok: true });
  await app.page.evaluate(() => {
    const told: string[] = [];
    Reflect.set(window, 'told', told);
    window.bridge.on('engine.stopped', () => void told.push('engine.stopped'));
    window.bridge.on('case.changed', (payload) => void told.push(payload === null ? 'no case' : 'case'));
  });
  const engine = descendants(app.pid).find((pid) => commandOf(pid).includes('engine.js'));
  process.kill(engine ?? 0, 'SIGKILL');
  await expect.poll(() => app.page.evaluate((): unknown => Reflect.get(window, 'told'))).toEqual(['no case', 'engine.stopped']);
  const recent = await call(app.page, 'case.recent');
  expect(await call(app.page, 'case.open', { pathId: pathIdOf(recent) })).toMatchObject({ ok: true });
});

test('Ctrl-C, which reaches the engine as well, closes the case in order', async () => {
  test.skip(!onLinux, 'finds the engine in the process table of Linux');
  const app = await launchApp();
  expect(await call(app.page, 'case.createDialog')).toMatchObject({ ok: true });
  process.kill(descendants(app.pid).find((pid) => commandOf(pid).includes('engine.js')) ?? 0, 'SIGINT');
  expect(await app.close()).toBe(0);
  expect(app.errors).toEqual([]);
  expect(app.violations).toEqual([]);
});

test('the engine starts without any of the environment', async ({ app }) => {
  test.skip(!onLinux, 'reads the process table of Linux');
  await call(app.page, 'jobs.list');
  const engine = descendants(app.pid).find((pid) => commandOf(pid).includes('engine.js'));
  const names = readFileSync(`/proc/${engine}/environ`, 'utf8').split('\0').filter((entry) => entry !== '').map((entry) => entry.split('=')[0]);
  // Node's own, for the channel to its parent.
  expect(names.filter((name) => !/^NODE_CHANNEL_/u.test(name ?? ''))).toEqual([]);
});

function pathIdOf(recent: unknown): string {
  const found = /"pathId":"([^"]+)"/u.exec(JSON.stringify(recent));
  return found?.[1] ?? '';
}

function descendants(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .flatMap((name): (readonly [number, number])[] => {
        const stat = statOf(Number(name));
        return stat === null ? [] : [[Number(name), stat.parent]];
      }),
  );
  const isBelow = (child: number): boolean => {
    for (let one = parents.get(child); one !== undefined && one > 1; one = parents.get(one)) if (one === pid) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow);
}

function statOf(pid: number): { readonly parent: number } | null {
  try {
    const [, parent = '0'] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /su, '').split(' ');
    return { parent: Number(parent) };
  } catch {
    return null;
  }
}

/** Until its parent has looked, a dead process stays in the table; orphans wait for the system's first process to look. */
function isAlive(pid: number): boolean {
  return statOf(pid) !== null;
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}
