import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/**
 * One window a home folder. The lock is a local endpoint the system releases when its owner dies; a second start knocks,
 * which brings the first window to the front, and ends. False: somebody else holds it.
 */
export async function claimSingleWindow(home: string, knocked: () => void, platform: string = process.platform): Promise<boolean> {
  const endpoint = endpointFor(home, platform);
  if (await listen(endpoint, knocked)) return true;
  if (await knock(endpoint)) return false;
  // Nobody answers: a socket file outlived its owner. Only systems without kernel-held names come here.
  if (platform !== 'win32' && !endpoint.startsWith('\0')) rmSync(endpoint, { force: true });
  return listen(endpoint, knocked);
}

function endpointFor(home: string, platform: string): string {
  const name = `proofline-window-${createHash('sha256').update(home).digest('hex').slice(0, 24)}`;
  if (platform === 'linux') return `\0${name}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return join(home, 'window.sock');
}

function listen(endpoint: string, knocked: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end();
      knocked();
    });
    server.once('error', () => resolve(false));
    server.listen(endpoint, () => {
      server.unref();
      resolve(true);
    });
  });
}

function knock(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
