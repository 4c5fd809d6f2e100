import { rmSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { launchApp, type RunningApp } from './app.ts';
import { preparedHome } from './prepared-home.ts';

/**
 * A journey gets an app of its own. `sample`: its home folder has the sample case, imported and surveyed, or nothing. However it
 * went, it fails on any request the page host did not answer, any error on the console, any script error or policy violation, and
 * on an app that does not end cleanly.
 */
export const test = base.extend<{ readonly app: RunningApp; readonly sample: 'ready' | 'none' }>({
  sample: ['ready', { option: true }],
  app: async ({ sample }, provide, info) => {
    const home = sample === 'ready' ? preparedHome() : undefined;
    const app = await launchApp(home === undefined ? {} : { home });
    await provide(app);
    if (info.status !== info.expectedStatus) await app.page.screenshot({ path: info.outputPath('at-the-end.png') }).catch(() => undefined);
    const code = await app.close();
    if (home !== undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    expect(app.violations, 'violations during the journey').toEqual([]);
    expect(code, `exit code; the app said:\n${app.errors.join('\n')}`).toBe(0);
  },
});

export { expect };
