import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright';

export interface LaunchOptions {
  /** The app's home folder; a fresh one, removed at the end, when not given. */
  readonly home?: string;
  /** The project root whose `out/` is started; also by the variable PROOFLINE_BUILD_ROOT. */
  readonly root?: string;
  readonly browser?: string;
}

export interface RunningApp {
  readonly page: Page;
  readonly home: string;
  readonly pid: number;
  /** The exit code, once it has ended by itself or otherwise. */
  readonly ended: Promise<number | null>;
  /** Requests the page host did not answer, console errors, script errors, policy violations, from the first moment on. */
  readonly violations: readonly string[];
  /** Drops real files or folders, as a person would. */
  drop(paths: readonly string[]): Promise<void>;
  /** Answers the next file dialog with real paths. Call before what opens it. */
  answerFileDialog(paths: readonly string[]): Promise<void>;
  /** Quits as Ctrl-C does and answers the exit code. */
  close(): Promise<number | null>;
  /** What the app wrote to its error stream. */
  readonly errors: readonly string[];
  /** SIGKILL, for the faults: nothing gets to tidy up. */
  kill(): Promise<void>;
}

/** Starts the built app as a person would, through its launcher, with a window nobody sees. */
export async function launchApp({ home: given, root = process.env['PROOFLINE_BUILD_ROOT'] ?? join(import.meta.dirname, '../..'), browser }: LaunchOptions = {}): Promise<RunningApp> {
  const home = given ?? mkdtempSync(join(tmpdir(), 'proofline-home-'));
  const env = { ...process.env, HOME: home, PROOFLINE_HOME: home, ...(browser === undefined ? {} : { PROOFLINE_BROWSER: browser }) };
  const child = spawn(process.execPath, [join(root, 'out/main/start.js'), '--shell', 'chromium', '--hidden', '--debugging-port'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that failed before it closed its app leaves nothing running.
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));
  const violations: string[] = [];
  const errors: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  createInterface({ input: child.stderr }).on('line', (line) => void errors.push(line));

  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = readEvent(line);
      if (event?.kind === 'violation') violations.push(event.what);
      if (event?.kind === 'ready') resolve(event.port);
    });
    void ended.then((code) => reject(new Error(`The app ended with ${code} before its window was ready.\n${errors.join('\n')}`)));
  });
  const client = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const page = client.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The window has no page.');

  async function finish(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    child.kill(signal);
    const code = await ended;
    await client.close().catch(() => undefined);
    if (given === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    return code;
  }

  return {
    page,
    home,
    pid: child.pid ?? 0,
    ended,
    violations,
    errors,
    async drop(paths) {
      const session = await page.context().newCDPSession(page);
      const size = await page.evaluate(() => [innerWidth, innerHeight] as const);
      const data = { items: [], files: [...paths], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: size[0] / 2, y: size[1] / 2, data });
      await session.detach();
    },
    async answerFileDialog(paths) {
      const session = await page.context().newCDPSession(page);
      await session.send('Page.enable');
      await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
      session.once('Page.fileChooserOpened', ({ backendNodeId }) => {
        void session
          .send('DOM.setFileInputFiles', { files: [...paths], backendNodeId })
          .then(() => session.send('Page.setInterceptFileChooserDialog', { enabled: false }))
          .then(() => session.detach());
      });
    },
    close: () => finish('SIGINT'),
    kill: async () => void (await finish('SIGKILL')),
  };
}

type AppEvent = { readonly kind: 'ready'; readonly port: number } | { readonly kind: 'violation'; readonly what: string };

function readEvent(line: string): AppEvent | null {
  if (!line.startsWith('{')) return null;
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  if (value.kind === 'ready' && 'port' in value && typeof value.port === 'number') return { kind: 'ready', port: value.port };
  if (value.kind === 'violation' && 'what' in value) return { kind: 'violation', what: String(value.what) };
  return null;
}
