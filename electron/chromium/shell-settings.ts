/** What the launcher decided, for the stand-in modules that the main process then imports by the name `electron`. Set once, before. */
export interface ShellSettings {
  readonly browser: string;
  /** Off for root alone, whom Chromium refuses it. */
  readonly sandbox: boolean;
  /** Journeys and screenshots: no window on the screen. */
  readonly hidden: boolean;
  /** Journeys only, by an explicit switch: lets a test drive the page. Otherwise no port is ever opened. */
  readonly debuggingPort: boolean;
  /** Journeys take the default place instead of a system dialog nobody could answer. */
  readonly nativeDialogs: boolean;
  readonly version: string;
  readonly report: (event: ShellReport) => void;
}

export type ShellReport =
  | { readonly kind: 'ready'; readonly port: number | null }
  /** A request the page host did not answer, an error on the console, a script error. */
  | { readonly kind: 'violation'; readonly what: string };

let current: ShellSettings | null = null;

export function useShellSettings(settings: ShellSettings): void {
  current = settings;
}

export function shellSettings(): ShellSettings {
  if (current === null) throw new Error('The Chromium shell was used before it was set up.');
  return current;
}
