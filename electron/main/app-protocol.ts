import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { bundleHeaders } from './security/content-policy.ts';

export const bundleOrigin = 'app://bundle';
export const startPage = `${bundleOrigin}/index.html`;

/** (E) No `bypassCSP`, no service workers, no fetch of the scheme: the page is its built files and the bridge. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, bypassCSP: false, allowServiceWorkers: false, supportFetchAPI: false, corsEnabled: false, stream: false },
};

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface BundledFile {
  readonly path: string;
  readonly mimeType: string;
}

/** Every file of the built page by its exact address. A file of a kind not listed above is not served. */
export function bundledFiles(folder: string): ReadonlyMap<string, BundledFile> {
  const files = new Map<string, BundledFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mimeType = mimeTypes[extname(entry.name)];
    if (!entry.isFile() || mimeType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`${bundleOrigin}/${relative(folder, path).split(sep).join('/')}`, { path, mimeType });
  }
  return files;
}

/** Answers GET for an address in the map, else 404. Addresses are looked up, never turned into paths: nothing to traverse. */
export function serveBundle(files: ReadonlyMap<string, BundledFile>): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = request.method === 'GET' ? files.get(request.url) : undefined;
    const bytes = file === undefined ? null : await readFile(file.path).catch(() => null);
    if (file === undefined || bytes === null) return new Response(null, { status: 404, headers: bundleHeaders });
    return new Response(new Uint8Array(bytes), { headers: { ...bundleHeaders, 'Content-Type': file.mimeType } });
  };
}
