import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { browserPlaces, findBrowser } from './find-browser.ts';
import { freePath } from './free-path.ts';
import { folderPrograms, savePrograms } from './native-dialogs.ts';
import { claimSingleWindow } from './single-window.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'proofline-shell-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('finding a browser', () => {
  const linux = { platform: 'linux', env: { PATH: '/usr/local/bin:/usr/bin:relative' }, ownBrowser: '/cache/chrome' };

  it('takes the first that can be run', () => {
    expect(findBrowser({ ...linux, runnable: (path) => path === '/usr/bin/google-chrome' || path === '/cache/chrome' })).toBe('/usr/bin/google-chrome');
    expect(findBrowser({ ...linux, runnable: (path) => path === '/cache/chrome' })).toBe('/cache/chrome');
    expect(findBrowser({ ...linux, runnable: () => false })).toBeNull();
  });

  it('takes the one named by hand or none', () => {
    const env = { ...linux.env, PROOFLINE_BROWSER: '/opt/mine' };
    expect(findBrowser({ ...linux, env, runnable: () => true })).toBe('/opt/mine');
    expect(findBrowser({ ...linux, env, runnable: (path) => path !== '/opt/mine' })).toBeNull();
  });

  it('never looks in a relative folder of PATH', () => {
    expect(browserPlaces(linux).every((path) => path.startsWith('/'))).toBe(true);
  });

  it('knows the usual places of macOS and Windows', () => {
    expect(browserPlaces({ platform: 'darwin', env: { HOME: '/Users/a' }, ownBrowser: null })).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(browserPlaces({ platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' }, ownBrowser: null })).toContain('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe');
  });
});

describe.skipIf(process.platform !== 'linux')('the Electron runtime (this test’s paths are Linux’)', () => {
  it('is found where its package says, or where it was put by hand', () => {
    expect(findElectron(folder, {})).toBeNull();
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/electron'), '');
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(findElectron(folder, {})).toBe(join(folder, 'dist/electron'));
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') })).toBeNull();
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') })).toBe(join(folder, 'dist/electron'));
  });

  it('is asked for once: a refusal is remembered with its reason', async () => {
    writeFileSync(join(folder, 'install.js'), 'process.exit(3)');
    // The discard port of this very computer: refused at once.
    const env = { ELECTRON_MIRROR: 'http://127.0.0.1:9/' };
    expect(await fetchElectron(folder, '1.2.3', folder, env)).toEqual({ executable: null, why: 'it is not installed and 127.0.0.1:9 cannot be reached' });
    expect(readFileSync(join(folder, 'electron-1.2.3-refused.txt'), 'utf8')).toContain('127.0.0.1:9 cannot be reached');
    expect((await fetchElectron(folder, '1.2.3', folder, env)).why).toContain('was refused before');
    expect((await fetchElectron(folder, '1.2.4', folder, env)).why).toContain('cannot be reached');
  });
});

describe('a place to save when nobody can be asked', () => {
  it('is the proposed one, or the next free beside it', () => {
    const proposed = join(folder, 'new', 'Case.case');
    expect(freePath(proposed)).toBe(proposed);
    mkdirSync(proposed);
    expect(freePath(proposed)).toBe(join(folder, 'new', 'Case 2.case'));
  });
});

describe('the system’s dialogs', () => {
  const hostile = '"; rm -rf / #$(x)`y`';

  it('get titles and paths as arguments or variables, never as script', () => {
    for (const platform of ['linux', 'darwin', 'win32'])
      for (const { args, env } of [...folderPrograms(platform, hostile, '/start'), ...savePrograms(platform, hostile, `/x/${hostile}.txt`)]) {
        const scripts = args.filter((argument) => /on run argv|choose|System\.Windows/u.test(argument));
        for (const script of scripts) expect(script).not.toContain('rm -rf');
        const carried = [...args, ...Object.values(env ?? {})].some((value) => value.includes(hostile));
        expect(carried, platform).toBe(true);
      }
  });
});

describe('one window a home folder', () => {
  it('is held by the first; the second knocks and the first hears it', async () => {
    let knocks = 0;
    expect(await claimSingleWindow(folder, () => (knocks += 1))).toBe(true);
    expect(await claimSingleWindow(folder, () => undefined)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(knocks).toBe(1);
    expect(await claimSingleWindow(join(folder, 'another'), () => undefined)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('takes over a socket file whose owner is gone', async () => {
    writeFileSync(join(folder, 'window.sock'), '');
    expect(await claimSingleWindow(folder, () => undefined, 'darwin')).toBe(true);
    expect(await claimSingleWindow(folder, () => undefined, 'darwin')).toBe(false);
  });
});
