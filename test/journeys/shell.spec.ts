import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp } from '../support/app.ts';
import { expect, test } from '../support/journey.ts';

interface Bridge {
  call(channel: string, request: unknown): Promise<unknown>;
  on(event: string, listener: (payload: unknown) => void): () => void;
  dropped(files: readonly File[]): Promise<unknown>;
}

declare global {
  interface Window {
    bridge: Bridge;
  }
}

const call = (page: Page, channel: string, request: unknown = {}): Promise<unknown> => page.evaluate(([name, body]) => window.bridge.call(name, body), [channel, request] as const);

test.use({ sample: 'none' });

test('the window opens on our own page and says which shell it is', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Proofline/u);
  expect(await call(app.page, 'app.info')).toMatchObject({ ok: true, value: { shell: expect.stringContaining('Chromium shell over'), sandboxed: process.getuid?.() !== 0, keyStore: expect.stringContaining('readable by your account only') } });
});

test('the page reaches three functions and nothing behind them', async ({ app }) => {
  const seen = await app.page.evaluate(() => ({
    bridge: Object.keys(window.bridge),
    frozen: Object.isFrozen(window.bridge),
    // Names the shell adds to the page's world; the browser's own are the same in any page.
    foreign: Object.getOwnPropertyNames(window).filter((name) => /proofline|electron|^(require|process|module|global|Buffer)$/iu.test(name)),
  }));
  expect(seen).toEqual({ bridge: ['call', 'on', 'dropped'], frozen: true, foreign: [] });
  await expect(app.page.evaluate(() => window.bridge.call('engine.eval', {}))).rejects.toThrow('No such channel');
  await expect(app.page.evaluate(() => window.bridge.on('engine.anything', () => undefined))).rejects.toThrow('No such event');
});

test('a path written by the page is refused; one that was chosen works', async ({ app }) => {
  expect(await call(app.page, 'case.open', { pathId: '/etc' })).toMatchObject({ ok: false, problem: { code: 'unknown-path' } });
  expect(await call(app.page, 'import.preview', { pathIds: ['/etc/passwd'] })).toMatchObject({ ok: false, problem: { code: 'unknown-path' } });
  expect(await call(app.page, 'case.open', { pathId: 7 })).toMatchObject({ ok: false, problem: { code: 'bad-request' } });
  const file = join(app.home, 'evidence.jsonl');
  writeFileSync(file, '{"a":1}\n');
  await app.answerFileDialog([file]);
  const chosen = await call(app.page, 'app.chooseFiles');
  expect(chosen).toMatchObject({ ok: true, value: [{ name: 'evidence.jsonl', bytes: 8, folder: false }] });
  expect(JSON.stringify(chosen)).not.toContain(app.home);
});

test('a file made by a script has no path and is left out; what is no file is refused', async ({ app }) => {
  expect(await app.page.evaluate(() => window.bridge.dropped([new File(['x'], '../../etc/passwd')]))).toEqual([]);
  await expect(app.page.evaluate(() => Reflect.apply(window.bridge.dropped, null, [['/etc/passwd']]))).rejects.toThrow('Not a File');
});

test('a case made without a dialog to ask lands in the home folder, and a second beside it', async ({ app }) => {
  expect(await call(app.page, 'case.createDialog')).toMatchObject({ ok: true, value: { path: expect.stringMatching(/cases[/\\]Case \d{4}-\d\d-\d\d\.case$/u) } });
  expect(await call(app.page, 'case.close')).toMatchObject({ ok: true });
  expect(await call(app.page, 'case.createDialog')).toMatchObject({ ok: true, value: { path: expect.stringMatching(/ 2\.case$/u) } });
});

test('text saved is written where the answer says', async ({ app }) => {
  const saved = await call(app.page, 'app.saveText', { suggestedName: '../../outside.txt', text: 'only evidence' });
  expect(saved).toMatchObject({ ok: true, value: { saved: true, path: join(app.home, '_.._outside.txt') } });
  expect(readFileSync(join(app.home, '_.._outside.txt'), 'utf8')).toBe('only evidence');
});

test('the theme reaches the page and is remembered; the home folder is for its owner alone', async () => {
  const home = mkdtempSync(join(tmpdir(), 'proofline-home-'));
  try {
    const first = await launchApp({ home });
    await call(first.page, 'app.setTheme', { theme: 'dark' });
    expect(await first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    expect(await first.close()).toBe(0);
    const second = await launchApp({ home });
    expect(await call(second.page, 'app.info')).toMatchObject({ ok: true, value: { theme: 'dark' } });
    expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    expect(await second.close()).toBe(0);
    expect([...first.violations, ...second.violations]).toEqual([]);
    expect(statSync(join(home, 'window.json')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('nothing leaves: fetch, image, socket, window, navigation, form, frame and script are refused and reported', async () => {
  const app = await launchApp();
  const { page } = app;
  const start = page.url();
  await page.evaluate(async () => {
    await fetch('https://stray.example/fetch').catch(() => undefined);
    await fetch('/index.html').catch(() => undefined);
    const image = new Image();
    image.src = 'https://stray.example/image.png';
    try {
      new WebSocket('wss://stray.example/socket');
    } catch {
      // Refused by an exception in some versions, by an error event in others.
    }
    navigator.sendBeacon('https://stray.example/beacon');
    const frame = document.createElement('iframe');
    frame.src = 'https://stray.example/frame';
    document.body.append(frame);
    window.open('https://stray.example/window');
    location.href = 'https://stray.example/navigation';
  });
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.action = 'https://stray.example/form';
    document.body.append(form);
    form.submit();
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(start);
  expect(page.context().pages()).toHaveLength(1);
  const scripts = await page.evaluate(() => {
    const outcomes: string[] = [];
    for (const attempt of [() => Reflect.set(document.createElement('div'), 'innerHTML', '<img src=x>'), () => document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' })), () => setTimeout('window.ran = true'), () => trustedTypes('another')]) {
      try {
        attempt();
        outcomes.push('done');
      } catch (error) {
        outcomes.push(error instanceof Error ? error.name : 'thrown');
      }
    }
    return { outcomes, ran: 'ran' in window };
    function trustedTypes(name: string): void {
      const factory: unknown = Reflect.get(window, 'trustedTypes');
      Reflect.apply(Reflect.get(Object(factory), 'createPolicy'), factory, [name, {}]);
    }
  });
  expect(scripts).toEqual({ outcomes: ['TypeError', 'TypeError', 'TypeError', 'TypeError'], ran: false });
  const reported = ["'https://stray.example/fetch'", 'invalid/index.html', 'stray.example/image.png', 'stray.example/socket', 'stray.example/beacon', "Framing 'https://stray.example/'", 'navigation: https://stray.example/navigation', 'form'];
  for (const part of reported) expect(app.violations.some((what) => what.includes(part)), `${part} in\n${app.violations.join('\n')}`).toBe(true);
  // The second window is closed at once: by its request, its navigation or itself, whichever was seen first.
  expect(app.violations.some((what) => what.includes('stray.example/window') || what.startsWith('a second window')), app.violations.join('\n')).toBe(true);
  expect(await app.close()).toBe(0);
});

test('a second start with the same home shows the first window and ends', async ({ app }) => {
  await expect(launchApp({ home: app.home })).rejects.toThrow('ended with 0');
  expect(await call(app.page, 'jobs.list')).toMatchObject({ ok: true });
});
