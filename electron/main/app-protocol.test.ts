import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appScheme, bundledFiles, serveBundle } from './app-protocol.ts';
import { contentPolicy } from './security/content-policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofline-bundle-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
writeFileSync(join(folder, 'assets', 'app.js'), '1');
writeFileSync(join(folder, 'notes.exe'), 'x');
const serve = serveBundle(bundledFiles(folder));
const status = async (url: string, method = 'GET'): Promise<number> => (await serve(new Request(url, { method }))).status;

afterAll(() => rmSync(folder, { recursive: true }));

describe('the bundle', () => {
  it('is served by exact address with its type and the security headers', async () => {
    const response = await serve(new Request('app://bundle/assets/app.js'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('1');
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/javascript; charset=utf-8',
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  it('answers 404 to every other address, way of writing and method', async () => {
    for (const url of ['app://bundle/', 'app://bundle/missing.js', 'app://bundle/assets/../../secret', 'app://bundle/assets/%2e%2e%2findex.html', 'app://bundle/assets/..%5cindex.html', 'app://bundle//index.html', 'app://bundle/index.html?x', 'app://other/index.html', 'app://bundle/notes.exe', 'https://bundle/index.html'])
      expect(await status(url), url).toBe(404);
    expect(await status('app://bundle/index.html', 'POST')).toBe(404);
    expect(await status('app://bundle/index.html', 'HEAD')).toBe(404);
  });

  it('has a scheme that cannot bypass the policy, fetch or install service workers', () => {
    expect(appScheme).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, bypassCSP: false, allowServiceWorkers: false, supportFetchAPI: false, corsEnabled: false, stream: false },
    });
  });
});
