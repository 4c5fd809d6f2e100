import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { appHome } from '#shared/app-home.ts';
import { standInForElectron } from './electron-hook.ts';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { findBrowser, isRunnable, type SystemFacts } from './find-browser.ts';
import { getBrowser } from './get-browser.ts';
import { showSampleWithoutWindow } from './without-window.ts';
import { claimSingleWindow } from './single-window.ts';
import { useShellSettings, type ShellReport } from './shell-settings.ts';

const usage = `Usage: npm start -- [options]

  --shell electron|chromium   take this shell, and fetch nothing
  --headless                  no window: open the sample case, print its summary, write its overview
  --hidden --debugging-port   for journeys: a window nobody sees, driven from outside; events as JSON lines
  --help

PROOFLINE_HOME names another home folder, PROOFLINE_BROWSER another Chromium, Chrome or Edge.`;

const built = import.meta.dirname;
const root = join(built, '../..');
const version = packageVersion(join(root, 'package.json'));
const home = appHome({ platform: process.platform, env: process.env, userHome: homedir() });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const told = readArguments();
if (told !== null) await start(told);

interface Told {
  readonly shell: string | undefined;
  readonly headless: boolean;
  readonly hidden: boolean;
  readonly debuggingPort: boolean;
}

/** One shell is chosen, and one line says which and why. */
async function start({ shell, headless, hidden, debuggingPort }: Told): Promise<void> {
  if (headless) return withoutWindow('asked for with --headless');
  if (!hidden && !hasDisplay()) return withoutWindow('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)');

  const electronFolder = join(root, 'node_modules/electron');
  let electron = shell === 'chromium' ? null : findElectron(electronFolder, process.env);
  let why = 'asked for with --shell chromium';
  if (electron === null && shell === undefined) {
    const fetched = await fetchElectron(electronFolder, packageVersion(join(electronFolder, 'package.json')), home, process.env);
    electron = fetched.executable;
    why = `not Electron: ${fetched.why}`;
  }
  if (electron !== null) return startElectron(electron);
  if (shell === 'electron') return fail('No Electron runtime is installed.', 'node node_modules/electron/install.js');

  const command = findBrowser(facts()) === null ? getBrowser(join(root, 'node_modules/playwright/cli.js')) : null;
  const browser = findBrowser(facts());
  if (browser === null) return fail('No Chromium, Chrome or Edge was found or could be installed.', command ?? 'set PROOFLINE_BROWSER to the browser’s path');
  await startChromium(browser, why, { hidden, debuggingPort });
}

function startElectron(executable: string): void {
  const words = `Electron ${packageVersion(join(root, 'node_modules/electron/package.json'))}`;
  say(`Proofline ${version} in ${words} (${executable}).`);
  // Chromium refuses its sandbox to root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root];
  const child = spawn(executable, args, { stdio: 'inherit', env: { ...process.env, PROOFLINE_SHELL: words } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function startChromium(browser: string, why: string, { hidden, debuggingPort }: Pick<Told, 'hidden' | 'debuggingPort'>): Promise<void> {
  let focus = (): void => undefined;
  if (!(await claimSingleWindow(home, () => focus()))) {
    say(`Proofline ${version} is already open for ${home}; its window was brought to the front.`);
    return;
  }
  const words = `Chromium shell over ${browser}; ${why}`;
  if (!debuggingPort) say(`Proofline ${version} in the ${words}.`);
  process.env['PROOFLINE_SHELL'] = words;
  useShellSettings({ browser, sandbox: process.getuid?.() !== 0, hidden, debuggingPort, nativeDialogs: !hidden, version, report: debuggingPort ? reportAsJson : reportAsText });
  standInForElectron(pathToFileURL(join(built, 'electron-stand-in.js')).href);
  const { app } = await import('./electron-stand-in.ts');
  focus = () => void app.emit('second-instance');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => app.quit());
  await import(pathToFileURL(join(built, 'index.js')).href);
}

async function withoutWindow(why: string): Promise<void> {
  say(`Proofline ${version} without a window: ${why}. Opening the sample case.`);
  process.exitCode = await showSampleWithoutWindow({ home, resources: join(root, 'resources'), version, say, complain: (line) => void process.stderr.write(`proofline: ${line}\n`), now: () => new Date() });
}

function fail(what: string, command: string): void {
  process.stderr.write(`proofline: ${what}\nTo get one: ${command}\nWithout a window: npm start -- --headless\n`);
  process.exitCode = 1;
}

function facts(): SystemFacts {
  return { platform: process.platform, env: process.env, ownBrowser: chromium.executablePath(), runnable: isRunnable };
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

function reportAsText(event: ShellReport): void {
  if (event.kind === 'violation') process.stderr.write(`proofline: ${event.what}\n`);
}

function reportAsJson(event: ShellReport): void {
  say(JSON.stringify(event));
}

function packageVersion(path: string): string {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof value === 'object' && value !== null && 'version' in value ? String(value.version) : 'unknown';
}

function readArguments(): Told | null {
  try {
    const { values } = parseArgs({
      options: { shell: { type: 'string' }, headless: { type: 'boolean' }, hidden: { type: 'boolean' }, 'debugging-port': { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help === true) {
      say(usage);
      return null;
    }
    if (values.shell !== undefined && values.shell !== 'electron' && values.shell !== 'chromium') throw new Error(`--shell is electron or chromium, not ${JSON.stringify(values.shell)}`);
    return { shell: values.shell, headless: values.headless === true, hidden: values.hidden === true, debuggingPort: values['debugging-port'] === true };
  } catch (error) {
    process.stderr.write(`proofline: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exitCode = 2;
    return null;
  }
}
