import type { BrowserWindowConstructorOptions } from 'electron';

export interface WindowFacts {
  readonly preload: string;
  /** A packaged app has no developer tools. */
  readonly packaged: boolean;
  readonly partition: string;
  readonly width: number;
  readonly height: number;
}

/** The one window, asserted key by key in a test. (E) that Electron honours each. */
export function windowOptions({ preload, packaged, partition, width, height }: WindowFacts): BrowserWindowConstructorOptions {
  return {
    title: 'Proofline',
    width,
    height,
    minWidth: 960,
    minHeight: 600,
    show: false,
    webPreferences: {
      preload,
      partition,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      plugins: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !packaged,
    },
  };
}
