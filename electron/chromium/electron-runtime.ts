import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The executable of an installed Electron runtime, or null. Looks only; nothing is downloaded. */
export function findElectron(packageFolder: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : defaultName(process.platform);
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidate = override !== undefined && override !== '' ? join(override, name) : join(packageFolder, 'dist', name);
  return existsSync(candidate) ? candidate : null;
}

function defaultName(platform: string): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

export interface Fetched {
  readonly executable: string | null;
  /** Why there is none, in words. */
  readonly why: string;
}

/**
 * Tries the runtime's download, once a version and computer: a refusal is remembered in the home folder, so that later
 * starts lose no time. The server is asked first with a short limit, because a silent network would hang the installer.
 */
export async function fetchElectron(packageFolder: string, version: string, home: string, env: Readonly<Record<string, string | undefined>>): Promise<Fetched> {
  const note = join(home, `electron-${version}-refused.txt`);
  if (existsSync(note)) return { executable: null, why: `its download was refused before (${note})` };
  if (!existsSync(join(packageFolder, 'install.js'))) return { executable: null, why: 'the electron package is not installed' };
  const server = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/';
  const refusal = (await reachable(server)) ? install(packageFolder) : `${new URL(server).host} cannot be reached`;
  const executable = findElectron(packageFolder, env);
  if (executable !== null) return { executable, why: '' };
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(note, `${refusal ?? 'no runtime after the install'}\nDelete this file to try again.\n`, { mode: 0o600 });
  return { executable: null, why: `it is not installed and ${refusal ?? 'its install left none'}` };
}

async function reachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(4000) });
    return true;
  } catch {
    return false;
  }
}

function install(packageFolder: string): string | null {
  process.stderr.write('proofline: fetching the Electron runtime, once (about 100 MB) …\n');
  const { status, error } = spawnSync(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore', timeout: 180_000 });
  if (error !== undefined) return `its install did not end within three minutes`;
  return status === 0 ? null : `its install failed with code ${status}`;
}
