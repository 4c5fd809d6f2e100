import { test as base, expect } from '@playwright/test';
import { launchApp, type RunningApp } from './app.ts';

/**
 * A journey gets a fresh app. However it went, it fails on any request the page host did not answer, any error on the
 * console, any script error or policy violation, and on an app that does not end cleanly.
 */
export const test = base.extend<{ readonly app: RunningApp }>({
  app: async ({}, provide, info) => {
    const app = await launchApp();
    await provide(app);
    if (info.status !== info.expectedStatus) await app.page.screenshot({ path: info.outputPath('at-the-end.png') }).catch(() => undefined);
    const code = await app.close();
    expect(app.violations, 'violations during the journey').toEqual([]);
    expect(code, `exit code; the app said:\n${app.errors.join('\n')}`).toBe(0);
  },
});

export { expect };
