import type { Locator } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { goTo, noAxeViolations, openSample, runRows, search } from '../support/window.ts';

test('from one complaint to the version, everyone else it reached, what lacked approval and what is open: two clicks behind the search', async ({ app: { page } }) => {
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  let clicks = 0;
  const click = async (target: Locator, at?: { readonly x: number; readonly y: number }): Promise<void> => {
    clicks += 1;
    await target.click(at === undefined ? {} : { position: at });
  };

  // "Customer 41453 was refunded twice."
  await search(page, 'customer:41453');
  await expect(runRows(page)).toHaveCount(2);
  await click(runRows(page).first(), { x: 300, y: 14 });
  await expect(page.getByRole('heading', { level: 1, name: /^Refund of/u })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Versions the run names' })).toContainText('v14');

  await click(page.getByRole('button', { name: 'Blast radius' }));
  const figures = page.getByRole('table', { name: 'Figures' });
  await expect(figures.getByRole('row', { name: /^Customers of executed runs/u })).toContainText('at least 224', { timeout: 20_000 });
  await expect(figures.getByRole('row', { name: /^No approval recorded/u })).toContainText('at least 27');
  await expect(figures.getByRole('row', { name: /^No recovery recorded/u })).toContainText('at least 159');
  await expect(figures.getByRole('row', { name: /^Given back, confirmed/u })).toContainText('18\u202f441.03');
  await expect(page.getByRole('checkbox', { name: 'prompt refund-triage · v14' })).toBeChecked();
  expect(clicks).toBe(2);
  await noAxeViolations(page, 'Blast radius');

  // The figure lists exactly its runs.
  await figures.getByRole('row', { name: /^No approval recorded/u }).getByRole('button').click();
  await expect(page.getByText(/^27 of 2\s348 runs$/u)).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');

  // Another cause, chosen by the analyst: without the prompt version.
  await page.getByRole('checkbox', { name: 'prompt refund-triage · v14' }).click();
  await expect(figures.getByRole('row', { name: /^Customers of executed runs/u })).not.toContainText('at least 224');
});

test('the record of the customer tells what was written, and what this evidence does not cover', async ({ app: { page } }) => {
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await search(page, 'customer:41453');
  await runRows(page).first().click({ position: { x: 300, y: 14 } });
  await page.getByRole('button', { name: 'Record of customer 41453' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customer 41453' })).toBeVisible();
  await expect(page.getByText('1519.60 EUR in 2 confirmed runs')).toBeVisible();
  await expect(page.getByRole('table', { name: 'INV-2026-36124 · refundedAmount' }).getByRole('row').nth(2)).toContainText('continues');
  await expect(page.getByRole('region', { name: 'What this evidence does not cover' })).toContainText('could not be read');
  await noAxeViolations(page, 'Record');
});
