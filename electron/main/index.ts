import { homedir } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrowserWindow, Menu, app, clipboard, ipcMain, nativeTheme, protocol, safeStorage, session, utilityProcess } from 'electron';
import { appHome } from '#shared/app-home.ts';
import { createAnswers } from './answers.ts';
import { appScheme, bundledFiles, serveBundle, startPage } from './app-protocol.ts';
import { createChosenPaths } from './chosen-paths.ts';
import { createDialogs } from './dialogs.ts';
import { superviseEngine, type ChildPort, type EngineProcess } from './engine-process.ts';
import { openDoors } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { canSandbox, chromiumSwitches } from './security/before-ready.ts';
import { lockContents } from './security/lock-contents.ts';
import { lockSession, memoryPartition } from './security/lock-session.ts';
import { printPdf } from './print-pdf.ts';
import { openSettings } from './settings.ts';
import { openSigningKey } from './signing-key-store.ts';
import { windowOptions } from './window.ts';

const built = import.meta.dirname;
const home = appHome({ platform: process.platform, env: process.env, userHome: homedir() });
const sandboxed = canSandbox(process.getuid?.());
const log = (line: string): void => void process.stderr.write(`proofline: ${line}\n`);

for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
if (sandboxed) app.enableSandbox();
protocol.registerSchemesAsPrivileged([appScheme]);
app.setPath('userData', join(home, 'electron'));

if (app.requestSingleInstanceLock()) void app.whenReady().then(open);
else app.quit();

function open(): void {
  const settings = openSettings(home);
  nativeTheme.themeSource = settings.read().theme;
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));

  const ours = session.fromPartition(memoryPartition);
  lockSession(ours, app.isPackaged, log);
  ours.protocol.handle('app', serveBundle(bundledFiles(join(built, '../renderer'))));
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));

  const window = new BrowserWindow(
    windowOptions({ preload: join(built, '../preload/index.cjs'), packaged: app.isPackaged, partition: memoryPartition, width: settings.read().width, height: settings.read().height }),
  );
  const engine = startEngine(window);
  const paths = createChosenPaths();
  const answer = createAnswers({
    engine,
    paths,
    dialogs: createDialogs(window, join(home, 'cases'), () => new Date().toISOString().slice(0, 10)),
    info: () => ({ version: app.getVersion(), shell: shellWords(), platform: `${process.platform} ${process.arch}`, theme: settings.read().theme, sandboxed }),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
      settings.change({ theme });
    },
    preferences: () => settings.read().preferences,
    setPreferences: (preferences) => settings.change({ preferences }),
    copyText: (text) => clipboard.writeText(text),
    writeFile: (path, text) => writeFile(path, text),
    writeNewFile: (path, bytes) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }),
    printPdf,
  });
  openDoors({ ipcMain, ownContents: new Set([window.webContents.id]), answer, describe: paths.describe, log });

  window.once('ready-to-show', () => window.show());
  window.on('resized', () => {
    const [width, height] = window.getSize();
    settings.change({ width, height });
  });
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => app.quit());
  quitAfter(engine);
  void window.loadURL(startPage);
}

function startEngine(window: BrowserWindow): EngineProcess {
  const key = openSigningKey(home, safeStorage, process.platform);
  if (!key.ok) log(key.problem.message);
  const start = { home, resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(built, '../../resources'), version: app.getVersion(), shell: shellWords() };
  return superviseEngine({
    start: key.ok && key.value.pem !== null ? { ...start, signingKey: key.value.pem, keyStore: key.value.words } : start,
    fork: forkEngine,
    emit: (event, payload) => {
      if (!window.isDestroyed()) window.webContents.send(`event:${event}`, payload);
    },
    log,
  });
}

function forkEngine(): ChildPort {
  const child = utilityProcess.fork(join(built, 'engine.js'), [], { env: {}, serviceName: 'Proofline engine', stdio: 'inherit' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}

/** The engine closes the case and releases its lock before the process ends. */
function quitAfter(engine: EngineProcess): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/** The launcher says which shell this is and why; started by hand, Electron says its own version. */
function shellWords(): string {
  return process.env['PROOFLINE_SHELL'] ?? `Electron ${process.versions['electron'] ?? ''}`;
}
