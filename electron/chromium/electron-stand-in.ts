import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { chooseFolder, chooseSaveAs } from './native-dialogs.ts';
import { appOrigin, openPageHost, toAppUrl, type PageHost } from './page-host.ts';
import type { Invocation } from './isolated-world.ts';
import { freePath } from './free-path.ts';
import { session } from './session-stand-in.ts';
import { shellSettings } from './shell-settings.ts';

export { session } from './session-stand-in.ts';
export { utilityProcess } from './utility-process-stand-in.ts';

/**
 * The part of `electron` the app calls, over an installed Chromium. The same built main process and preload run against
 * it. What has no meaning here does nothing, and says so; what the app relies on for safety is done by the page host.
 */
type Theme = 'system' | 'light' | 'dark';
type Handler = (event: InvokeEvent, ...args: readonly unknown[]) => unknown;

interface InvokeEvent {
  readonly sender: WebContentsStandIn;
  readonly senderFrame: Frame | null;
}

interface Frame {
  readonly url: string;
  readonly origin: string;
}

const handlers = new Map<string, Handler>();
const windows = new Set<BrowserWindow>();
const switches: string[] = [];
let theme: Theme = 'system';

class WebContentsStandIn extends EventEmitter {
  readonly id = windows.size + 1;
  readonly mainFrame: Frame = { url: `${appOrigin}/index.html`, origin: appOrigin };
  host: Promise<PageHost> | null = null;
  /** Of a window that is only printed. */
  page: string | null = null;

  /** The options are those of `printPdf`: this app prints in one way. */
  async printToPDF(_options: unknown): Promise<Buffer> {
    if (this.page === null) throw new Error('Only a page of the print scheme is printed here.');
    const { printPdf } = await import('./print-pdf.ts');
    return printPdf(this.page, shellSettings().browser);
  }

  /** Denied without asking: the page host closes any second window. */
  setWindowOpenHandler(_handler: unknown): void {}

  send(channel: string, ...args: readonly unknown[]): void {
    void this.host?.then((host) => host.world.deliver(channel, args));
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContentsStandIn();
  readonly #options: BrowserWindowConstructorOptions;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#options = options;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const settings = shellSettings();
    const { width = 1440, height = 900, webPreferences } = this.#options;
    const pages = session.fromPartition(webPreferences?.partition ?? '');
    if (!url.startsWith(appOrigin)) {
      const response = await pages.answer({ url, method: 'GET', resourceType: 'document' });
      this.webContents.page = response === null ? null : await response.text();
      return;
    }
    this.webContents.host = openPageHost({
        browser: settings.browser,
        path: url.slice(appOrigin.length),
        hidden: settings.hidden,
        sandbox: settings.sandbox,
        debuggingPort: settings.debuggingPort,
        width,
        height,
        switches,
        preload: webPreferences?.preload ?? '',
        theme,
        answer: (request) => pages.answer(request),
        invoked: (invocation) => void this.#invoked(invocation),
        violation: (what) => settings.report({ kind: 'violation', what }),
        closed: () => this.#closed(),
      });
    const host = await this.webContents.host;
    this.emit('ready-to-show');
    settings.report({ kind: 'ready', port: host.port });
  }

  async #invoked({ channel, args, frame, reply }: Invocation): Promise<void> {
    const handler = handlers.get(channel);
    if (handler === undefined) {
      reply({ error: `No handler for ${channel}` });
      return;
    }
    const origin = frame === null ? '' : toAppUrl(frame.origin);
    const senderFrame = frame?.main === true && origin === appOrigin ? this.webContents.mainFrame : { url: origin, origin };
    try {
      reply({ value: await handler({ sender: this.webContents, senderFrame }, ...args) });
    } catch (error) {
      reply({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  #closed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }

  /** The window shows itself when it is made. */
  show(): void {}

  focus(): void {
    void this.webContents.host?.then((host) => host.page.bringToFront());
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#closed();
  }

  getSize(): number[] {
    return [this.#options.width ?? 1440, this.#options.height ?? 900];
  }

  async close(): Promise<void> {
    const host = await this.webContents.host?.catch(() => null);
    await host?.close();
    this.#closed();
  }
}

class AppStandIn extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => void switches.push(value === undefined ? `--${name}` : `--${name}=${value}`),
  };

  /** The browser's sandbox is on for everybody but root, see page-host. */
  enableSandbox(): void {}

  /** The browser's profile is a temporary folder; what must last is in the app's own home. */
  setPath(_name: string, _path: string): void {}

  /** The launcher took the lock before the main process was loaded. */
  requestSingleInstanceLock(): boolean {
    return true;
  }

  async whenReady(): Promise<void> {}

  getVersion(): string {
    return shellSettings().version;
  }

  /** As Electron does: windows first, then `will-quit`, which may put the end off. */
  quit(): void {
    if (windows.size > 0) {
      for (const window of windows) void window.close();
      return;
    }
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) process.exit(0);
  }
}

export const app = new AppStandIn();

export const ipcMain = { handle: (channel: string, handler: Handler): void => void handlers.set(channel, handler) };

export const protocol = { registerSchemesAsPrivileged(_schemes: unknown): void {} };

/** The browser's window has no menu of ours; its own shortcuts for editing and zoom work. */
export const Menu = { setApplicationMenu(_menu: unknown): void {}, buildFromTemplate: (_template: unknown): null => null };

export const nativeTheme = {
  get themeSource(): Theme {
    return theme;
  },
  set themeSource(chosen: Theme) {
    theme = chosen;
    for (const window of windows) void window.webContents.host?.then((host) => host.setTheme(chosen));
  },
};

/** No key store: the engine keeps its key in a file only this account can read. */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  encryptString(_text: string): Buffer {
    throw new Error('No key store here.');
  },
  decryptString(_encrypted: Buffer): string {
    throw new Error('No key store here.');
  },
};

export const clipboard = {
  async writeText(text: string): Promise<void> {
    for (const window of windows) await (await window.webContents.host)?.world.copy(text);
  },
};

export const dialog = {
  /** Files in the browser's own dialog, which tells their true paths; folders in the system's, or else the browser's. */
  async showOpenDialog(window: BrowserWindow, options: OpenDialogOptions): Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }> {
    const folder = options.properties?.includes('openDirectory') === true;
    if (folder && shellSettings().nativeDialogs) {
      const chosen = await chooseFolder(options.title ?? 'Choose a folder', options.defaultPath ?? '');
      if (chosen.kind !== 'no dialog') return { canceled: chosen.kind === 'cancelled', filePaths: chosen.kind === 'chosen' ? [chosen.path] : [] };
    }
    const host = await window.webContents.host;
    const filePaths = (await host?.world.choose({ multiple: options.properties?.includes('multiSelections') === true, folder })) ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  /** Where the system has no dialog to ask, the proposed place is taken, beside what is already there. */
  async showSaveDialog(_window: BrowserWindow, options: SaveDialogOptions): Promise<{ readonly canceled: boolean; readonly filePath: string }> {
    if (shellSettings().nativeDialogs) {
      const chosen = await chooseSaveAs(options.title ?? 'Save', options.defaultPath ?? '');
      if (chosen.kind !== 'no dialog') return { canceled: chosen.kind === 'cancelled', filePath: chosen.kind === 'chosen' ? chosen.path : '' };
    }
    return { canceled: false, filePath: freePath(options.defaultPath ?? 'proofline') };
  },
};
