import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { windowOptions } from '../window.ts';
import { canSandbox, chromiumSwitches } from './before-ready.ts';
import { contentPolicy } from './content-policy.ts';
import { lockContents, preventedEvents } from './lock-contents.ts';
import { allowsRequest, lockSession, memoryPartition } from './lock-session.ts';

/** Values only: that a running Electron honours them is for the smoke suite, which needs its runtime. */
describe('the window’s options', () => {
  const facts = { preload: '/out/preload/index.cjs', packaged: true, partition: memoryPartition, width: 1440, height: 900 };

  it('are these and no others', () => {
    expect(windowOptions(facts)).toEqual({
      title: 'Proofline',
      width: 1440,
      height: 900,
      minWidth: 960,
      minHeight: 600,
      show: false,
      webPreferences: {
        preload: '/out/preload/index.cjs',
        partition: 'proofline',
        sandbox: true,
        contextIsolation: true,
        webSecurity: true,
        allowRunningInsecureContent: false,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        plugins: false,
        experimentalFeatures: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      },
    });
  });

  it('have developer tools only when unpackaged', () => {
    expect(windowOptions({ ...facts, packaged: false }).webPreferences?.devTools).toBe(true);
  });
});

describe('the content policy', () => {
  it('is exactly this', () => {
    expect(contentPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types proofline-worker",
    );
  });
});

describe('the session', () => {
  it('lives in memory', () => {
    expect(memoryPartition.startsWith('persist:')).toBe(false);
  });

  it('answers requests for the bundle alone', () => {
    expect(allowsRequest('app://bundle/index.html', true)).toBe(true);
    for (const url of ['https://example.com/', 'http://127.0.0.1/', 'app://bundle.evil/x', 'app://bundle', 'file:///etc/passwd', 'ws://x/', 'devtools://devtools/x', 'chrome://gpu', 'blob:app://bundle/1', 'data:text/html,x']) expect(allowsRequest(url, true), url).toBe(false);
    expect(allowsRequest('devtools://devtools/x', false)).toBe(true);
  });

  it('denies every permission and device, cancels foreign requests, prevents downloads and dictionaries', () => {
    const told: Record<string, unknown> = {};
    const log: string[] = [];
    const fake = recorder(told);
    lockSession(fake, true, (line) => void log.push(line));
    const answers: unknown[] = [];
    const answer = (value: unknown): void => void answers.push(value);
    run(told['setPermissionRequestHandler'], {}, 'media', answer);
    expect(answers.pop()).toBe(false);
    expect(run(told['setPermissionCheckHandler'])).toBe(false);
    expect(run(told['setDevicePermissionHandler'])).toBe(false);
    run(told['setDisplayMediaRequestHandler'], {}, answer);
    expect(answers.pop()).toEqual({});
    run(told['webRequest.onBeforeRequest'], { url: 'https://example.com/' }, answer);
    expect(answers.pop()).toEqual({ cancel: true });
    run(told['webRequest.onBeforeRequest'], { url: 'app://bundle/index.html' }, answer);
    expect(answers.pop()).toEqual({ cancel: false });
    let prevented = false;
    run(told['on:will-download'], { preventDefault: () => (prevented = true) }, { getFilename: () => 'x.exe' });
    expect(prevented).toBe(true);
    expect(told['setSpellCheckerEnabled']).toBe(false);
    expect(log).toEqual(['refused permission media', 'refused request https://example.com/', 'refused download x.exe']);
  });
});

describe('the contents', () => {
  it('open no window and go nowhere', () => {
    const told: Record<string, unknown> = {};
    lockContents(contentsRecorder(told), () => undefined);
    expect(run(told['setWindowOpenHandler'], { url: 'https://example.com' })).toEqual({ action: 'deny' });
    for (const event of preventedEvents) {
      let prevented = false;
      run(told[`on:${event}`], { preventDefault: () => (prevented = true) });
      expect(prevented, event).toBe(true);
    }
  });
});

describe('the switches before ready', () => {
  it('make every name unknown and silence the browser’s own traffic', () => {
    expect(chromiumSwitches).toEqual([
      ['host-resolver-rules', 'MAP * ~NOTFOUND'],
      ['disable-background-networking'],
      ['disable-component-update'],
      ['disable-domain-reliability'],
      ['disable-sync'],
      ['disable-quic'],
      ['disable-breakpad'],
      ['no-pings'],
      ['no-first-run'],
    ]);
  });

  it('leave the sandbox on for everybody but root', () => {
    expect([canSandbox(0), canSandbox(1000), canSandbox(undefined)]).toEqual([false, true, true]);
  });
});

function run(handler: unknown, ...args: readonly unknown[]): unknown {
  if (typeof handler !== 'function') throw new Error('No handler was set.');
  return Reflect.apply(handler, null, args);
}

function recorder(told: Record<string, unknown>): Session {
  const fake: unknown = recording(told, '');
  if (!isFake<Session>(fake)) throw new Error('unreachable');
  return fake;
}

function contentsRecorder(told: Record<string, unknown>): WebContents {
  const fake: unknown = recording(told, '');
  if (!isFake<WebContents>(fake)) throw new Error('unreachable');
  return fake;
}

/** Remembers the last argument of every call by its path; `on(event, …)` by the event. */
function recording(told: Record<string, unknown>, path: string): unknown {
  return new Proxy(() => undefined, {
    get: (_target, name) => recording(told, path === '' ? String(name) : `${path}.${String(name)}`),
    apply: (_target, _self, args: readonly unknown[]) => {
      told[path === 'on' ? `on:${String(args[0])}` : path] = args.at(-1);
    },
  });
}

function isFake<T>(_value: unknown): _value is T {
  return true;
}
