import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import inspector from 'node:inspector';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

/**
 * Makes the network unreachable from this thread: every way out throws. Call it before anything else is loaded, in the
 * engine and in each of its threads, for each has modules of its own.
 * A local path (Unix socket, named pipe) stays possible: the case lock is one. This guards against our own and our
 * libraries' mistakes; it is no sandbox against code that wants out, which the operating system must hold.
 */
export function sealNetwork(): void {
  const connect = net.Socket.prototype.connect;
  replace(net.Socket.prototype, 'connect', function (this: net.Socket, ...parameters: readonly unknown[]): unknown {
    if (!isLocalPath(parameters)) refuse('net.connect');
    return Reflect.apply(connect, this, parameters);
  });
  const listen = net.Server.prototype.listen;
  replace(net.Server.prototype, 'listen', function (this: net.Server, ...parameters: readonly unknown[]): unknown {
    if (!isLocalPath(parameters)) refuse('net.listen');
    return Reflect.apply(listen, this, parameters);
  });
  seal(tls, 'tls', ['connect', 'createServer']);
  seal(http, 'http', ['request', 'get', 'createServer']);
  seal(https, 'https', ['request', 'get', 'createServer']);
  seal(http2, 'http2', ['connect', 'createServer', 'createSecureServer']);
  seal(dgram, 'dgram', ['createSocket', 'Socket']);
  seal(dns, 'dns', functionsOf(dns));
  seal(dns.promises, 'dns.promises', functionsOf(dns.promises));
  seal(inspector, 'inspector', ['open']);
  seal(globalThis, 'globalThis', ['fetch', 'WebSocket', 'EventSource'].filter((name) => name in globalThis));
  syncBuiltinESMExports();
}

/** `net` normalises its arguments into one array before `connect`; both forms come by here. */
function isLocalPath(parameters: readonly unknown[]): boolean {
  const [first] = parameters;
  const target: unknown = Array.isArray(first) ? first[0] : first;
  // `net` reads a numeric string as a port.
  if (typeof target === 'string') return target !== '' && !/^\s*\d+\s*$/u.test(target);
  return typeof target === 'object' && target !== null && 'path' in target && typeof target.path === 'string' && target.path !== '' && !('port' in target && target.port !== undefined && target.port !== null);
}

function refuse(what: string): never {
  throw new Error(`The engine has no network: ${what} is sealed.`);
}

function seal(owner: object, title: string, names: readonly string[]): void {
  for (const name of names)
    replace(owner, name, function sealed() {
      refuse(`${title}.${name}`);
    });
}

function replace(owner: object, name: string, by: unknown): void {
  Object.defineProperty(owner, name, { value: by, writable: false, configurable: false });
}

function functionsOf(owner: object): readonly string[] {
  return Object.entries(owner).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
}
