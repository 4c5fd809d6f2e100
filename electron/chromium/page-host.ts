import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium, type BrowserContext, type CDPSession, type Page, type Request as PlaywrightRequest, type Route } from 'playwright';
import { isolatedWorldScript, mainWorldScript } from './world-scripts.ts';
import { createIsolatedWorld, type Invocation, type IsolatedWorld } from './isolated-world.ts';

/** Stands for `app://bundle`. The top-level name `invalid` never resolves (RFC 6761 section 6.4); no request leaves the page host anyway. */
export const pageOrigin = 'https://bundle.proofline.invalid';
export const appOrigin = 'app://bundle';

export interface PageHostOptions {
  readonly browser: string;
  /** The one address this window ever shows. */
  readonly path: string;
  readonly hidden: boolean;
  readonly sandbox: boolean;
  readonly debuggingPort: boolean;
  readonly width: number;
  readonly height: number;
  readonly switches: readonly string[];
  readonly preload: string;
  readonly theme: 'system' | 'light' | 'dark';
  readonly answer: (request: { readonly url: string; readonly method: string; readonly resourceType: string }) => Promise<Response | null>;
  readonly invoked: (invocation: Invocation) => void;
  readonly violation: (what: string) => void;
  readonly closed: () => void;
}

export interface PageHost {
  readonly page: Page;
  readonly world: IsolatedWorld;
  readonly port: number | null;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  close(): Promise<void>;
}

/** One window without browser chrome, driven over a pipe, whose every request is answered from here or refused. */
export async function openPageHost(options: PageHostOptions): Promise<PageHost> {
  const port = options.debuggingPort ? await freePort() : null;
  const context = await launch(options, port);
  const page = context.pages()[0] ?? (await context.newPage());
  context.on('close', options.closed);
  page.on('close', () => void context.close());
  context.on('page', (another) => {
    options.violation(`a second window: ${another.url()}`);
    void another.close();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') options.violation(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => options.violation(`script: ${error.message}`));
  await context.route(
    () => true,
    (route) => answerRoute(route, options),
  );

  const session = await context.newCDPSession(page);
  const world = await installWorlds(session, options);
  const host: PageHost = {
    page,
    world,
    port,
    async setTheme(theme) {
      await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: theme === 'system' ? '' : theme }] });
    },
    close: () => context.close(),
  };
  await host.setTheme(options.theme);
  await page.goto(`${pageOrigin}${options.path}`);
  return host;
}

/** The empty path asks for a temporary profile, which Playwright removes when the browser has ended. */
async function launch(options: PageHostOptions, port: number | null): Promise<BrowserContext> {
  return chromium.launchPersistentContext('', {
    executablePath: options.browser,
    headless: options.hidden,
    chromiumSandbox: options.sandbox,
    viewport: null,
    colorScheme: null,
    reducedMotion: null,
    serviceWorkers: 'block',
    acceptDownloads: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      // An empty page, not ours: nobody answers for ours yet, and Playwright waits for the first page to load. The load of one that
      // fails now and then went unseen on a busy machine, and the window never came.
      '--app=data:text/html,',
      `--window-size=${options.width},${options.height}`,
      '--no-default-browser-check',
      '--deny-permission-prompts',
      '--disable-notifications',
      ...options.switches,
      // Only beside --no-sandbox, which root needs: keeps the browser from painting a warning over the page.
      ...(options.sandbox ? [] : ['--test-type']),
      ...(port === null ? [] : [`--remote-debugging-port=${port}`]),
    ],
  });
}

async function answerRoute(route: Route, options: PageHostOptions): Promise<void> {
  const request = route.request();
  const response = await options.answer({ url: toAppUrl(request.url()), method: request.method(), resourceType: request.resourceType() });
  if (response === null || response.status !== 200) options.violation(`request: ${request.method()} ${request.url()} ${response === null ? 'refused' : `answered ${response.status}`}`);
  // No content: the browser stays on the page it shows, as a prevented navigation would.
  if (leavesPage(request, options.path)) {
    options.violation(`navigation: ${request.url()}`);
    await route.fulfill({ status: 204 });
    return;
  }
  if (response === null) {
    await route.abort('blockedbyclient');
    return;
  }
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) });
}

function leavesPage(request: PlaywrightRequest, path: string): boolean {
  return request.isNavigationRequest() && request.url() !== `${pageOrigin}${path}`;
}

export function toAppUrl(url: string): string {
  return url === pageOrigin || url.startsWith(`${pageOrigin}/`) ? `${appOrigin}${url.slice(pageOrigin.length)}` : url;
}

async function installWorlds(session: CDPSession, options: PageHostOptions): Promise<IsolatedWorld> {
  const secret = randomBytes(12).toString('hex');
  const names = { origin: pageOrigin, token: `proofline-${secret}-`, binding: `proofline${secret}` };
  const worldName = 'proofline-preload';
  const world = await createIsolatedWorld(session, { worldName, ...names, invoked: options.invoked });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(names) });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorldScript(names, readFileSync(options.preload, 'utf8')), worldName });
  return world;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
