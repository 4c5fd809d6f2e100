import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs a browser where that can be done without asking anybody; null when done, else the one command a person can run. */
export function getBrowser(playwrightCli: string): string | null {
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('proofline: installing Chromium with apt-get …\n');
    const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore', timeout: 600_000 });
    if (status === 0) return null;
  }
  process.stderr.write('proofline: fetching a Chromium of Playwright’s …\n');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '4000' };
  const { status } = spawnSync(process.execPath, [playwrightCli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000, env });
  if (status === 0) return null;
  if (process.platform === 'linux') return existsSync('/usr/bin/apt-get') ? 'sudo apt-get install -y chromium' : 'install Chromium with your system’s packages';
  return process.platform === 'darwin' ? 'brew install --cask chromium' : 'winget install Google.Chrome';
}
