import type { WebContents } from 'electron';

/** What would take the page somewhere else. Every one is prevented: there is nowhere to go. */
export const preventedEvents = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const;

type Preventable = { readonly preventDefault: () => void };

/** (E) No window is ever opened by the page, no navigation, no embedded contents. */
export function lockContents(contents: WebContents, log: (line: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    log(`refused window ${url}`);
    return { action: 'deny' };
  });
  const prevent = (what: string) => (event: Preventable): void => {
    event.preventDefault();
    log(`refused ${what}`);
  };
  contents.on('will-navigate', prevent('will-navigate'));
  contents.on('will-frame-navigate', prevent('will-frame-navigate'));
  contents.on('will-redirect', prevent('will-redirect'));
  contents.on('will-attach-webview', prevent('will-attach-webview'));
}
