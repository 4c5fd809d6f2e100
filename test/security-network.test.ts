import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transpiled } from './support/transpiled.ts';

/** Every way to the network that Node has, tried in a real child process and in a thread of it, after the seal. */
const attempts = {
  'net.connect': `(await import('node:net')).connect(9, '127.0.0.1')`,
  'net.connect by name of the export': `{ const { connect } = await import('node:net'); connect({ port: 9, host: '127.0.0.1' }); }`,
  'net.connect with a port in digits': `(await import('node:net')).connect('9')`,
  'net.connect with path and port': `(await import('node:net')).connect({ path: '/x', port: 9 })`,
  'new net.Socket().connect': `new (await import('node:net')).Socket().connect(9, '127.0.0.1')`,
  'net.createServer().listen': `(await import('node:net')).createServer().listen(0)`,
  'net.createServer().listen without anything': `(await import('node:net')).createServer().listen()`,
  'tls.connect': `(await import('node:tls')).connect(9, '127.0.0.1')`,
  'tls server': `(await import('node:tls')).createServer()`,
  'http.get': `(await import('node:http')).get('http://127.0.0.1:9')`,
  'http.request by require': `require('http').request('http://127.0.0.1:9')`,
  'http server': `(await import('node:http')).createServer()`,
  'new http.ClientRequest': `await new Promise((_, no) => new (require('http').ClientRequest)('http://127.0.0.1:9').on('error', no).end())`,
  'https.get': `(await import('node:https')).get('https://127.0.0.1:9')`,
  'http2.connect': `(await import('node:http2')).connect('http://127.0.0.1:9')`,
  'dgram.createSocket': `(await import('node:dgram')).createSocket('udp4')`,
  'new dgram.Socket': `new (await import('node:dgram')).Socket('udp4')`,
  'dns.lookup': `(await import('node:dns')).lookup('localhost', () => {})`,
  'dns.promises.resolve': `await (await import('node:dns')).promises.resolve('localhost')`,
  'dns/promises.lookup': `await (await import('node:dns/promises')).lookup('localhost')`,
  'new dns.Resolver': `new (await import('node:dns')).Resolver()`,
  fetch: `await fetch('http://127.0.0.1:9')`,
  'inspector.open': `(await import('node:inspector')).open(0)`,
  ...(typeof WebSocket === 'function' ? { WebSocket: `new WebSocket('ws://127.0.0.1:9')` } : {}),
} as const;

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'proofline-seal-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the engine’s network seal', () => {
  it('makes every way to the network throw, in the process and in its threads', () => {
    const outcomes = runSealed(trials(attempts));
    for (const [where, results] of Object.entries(outcomes)) for (const name of Object.keys(attempts)) expect(results[name], `${name} in the ${where}`).toMatch(/^The engine has no network: /u);
  });

  it('finds nothing sealed without the seal: the test can tell', () => {
    const { process: open = {} } = runSealed(trials({ server: `(await import('node:http')).createServer()`, socket: `(await import('node:net')).createServer().listen(0).unref()` }), false);
    expect(open).toEqual({ server: 'possible', socket: 'possible' });
  });

  it('leaves a local socket possible, which the case lock is', () => {
    const path = process.platform === 'win32' ? String.raw`\\\\.\\pipe\\proofline-seal-test` : join(folder, 'lock.sock');
    const body = `const net = await import('node:net'); const server = net.createServer((s) => s.end()); await new Promise((yes, no) => server.on('error', no).listen(${JSON.stringify(path)}, yes)); await new Promise((yes, no) => net.connect(${JSON.stringify(path)}).on('error', no).on('connect', yes)); server.close();`;
    expect(runSealed(trials({ local: `{ ${body} }` })).process).toEqual({ local: 'possible' });
  });

  it('cannot be undone by assignment', () => {
    const body = `{ const net = require('net'); net.Socket.prototype.connect = function () { return this; }; }`;
    expect(runSealed(trials({ undo: body })).process?.['undo']).toMatch(/read only|Cannot assign/u);
  });
});

type Outcomes = Readonly<Record<string, Readonly<Record<string, string>>>>;

function trials(bodies: Readonly<Record<string, string>>): string {
  const all = Object.entries(bodies).map(([name, body]) => `try { ${body}; results[${JSON.stringify(name)}] = 'possible'; } catch (error) { results[${JSON.stringify(name)}] = error.message; }`);
  return `const results = {};\n${all.join('\n')}\n`;
}

function runSealed(body: string, sealed = true): Outcomes {
  const seal = transpiled(join(import.meta.dirname, '../electron/engine/network-seal.ts'), folder);
  const script = join(folder, `run-${Math.abs(hash(body))}.mjs`);
  writeFileSync(
    script,
    `import { createRequire } from 'node:module';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { sealNetwork } from ${JSON.stringify(seal)};
const require = createRequire(import.meta.url);
${sealed ? 'sealNetwork();' : ''}
${body}
if (isMainThread) {
  const thread = await new Promise((yes, no) => new Worker(new URL(import.meta.url)).on('message', yes).on('error', no));
  process.stdout.write(JSON.stringify({ process: results, thread }), () => process.exit(0));
} else parentPort.postMessage(results);
`,
  );
  const parsed: unknown = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8', timeout: 30_000 }));
  if (!isOutcomes(parsed)) throw new Error('no outcomes');
  return parsed;
}

function isOutcomes(value: unknown): value is Outcomes {
  return typeof value === 'object' && value !== null;
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return value;
}
