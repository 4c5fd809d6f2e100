import { defineConfig } from '@playwright/test';

/** Journeys run against the built app in the Chromium shell, each in an app and a home folder of its own, and once. A journey that fails sometimes has failed. */
export default defineConfig({
  testDir: 'test/journeys',
  globalSetup: './test/support/prepared-home.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  forbidOnly: true,
  outputDir: 'test-results',
});
