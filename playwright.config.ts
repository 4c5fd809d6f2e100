import { defineConfig } from '@playwright/test';

/** Journeys run against the built app in the Chromium shell: one at a time, and once. A journey that fails sometimes has failed. */
export default defineConfig({
  testDir: 'test/journeys',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  forbidOnly: true,
  outputDir: 'test-results',
});
