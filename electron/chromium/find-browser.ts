import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface SystemFacts {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright would have put a browser of its own, or null. */
  readonly ownBrowser: string | null;
  readonly runnable: (path: string) => boolean;
}

const programNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser'] as const;

/** The first browser of Chromium's kind that is here, or null. A browser named by hand and not there is no reason to take another. */
export function findBrowser(facts: SystemFacts): string | null {
  const told = facts.env['PROOFLINE_BROWSER'];
  if (told !== undefined && told !== '') return facts.runnable(told) ? told : null;
  return browserPlaces(facts).find(facts.runnable) ?? null;
}

export function browserPlaces({ platform, env, ownBrowser }: Omit<SystemFacts, 'runnable'>): readonly string[] {
  const own = ownBrowser === null ? [] : [ownBrowser];
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    const inside = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe'];
    return [...own, ...inside.flatMap((path) => roots.map((root) => `${root}\\${path}`))];
  }
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
    const roots = ['/Applications', ...(env['HOME'] === undefined ? [] : [`${env['HOME']}/Applications`])];
    return [...own, ...names.flatMap((name) => roots.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`))];
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return [...programNames.flatMap((name) => folders.map((folder) => join(folder, name))), ...own, '/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of this computer, by its own environment. */
export function findSystemBrowser(ownBrowser: string | null): string | null {
  return findBrowser({ platform: process.platform, env: process.env, ownBrowser, runnable: isRunnable });
}
