import { expect, test } from '../support/journey.ts';
import { goTo, noAxeViolations, openSample, runRows } from '../support/window.ts';

test('runs are searched with completion, starred and tagged, found by tag, and the tag taken back', async ({ app: { page } }) => {
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await page.keyboard.press('/');
  await page.keyboard.type('action:refund miss');
  await page.keyboard.press('Tab');
  await page.keyboard.type('app');
  await expect(page.getByRole('option', { name: 'approval' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByText('Finds runs whose action type is “refund” and of which nothing is recorded of Approval.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ of 2\s348 runs$/u)).toBeVisible();
  await expect(runRows(page).first()).toBeVisible();

  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await expect(page.getByText('Starred 1 run')).toBeVisible();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('3 runs picked')).toBeVisible();
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Tag' }).fill('to look at');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Tagged “to look at”: 3 runs')).toBeVisible();
  await noAxeViolations(page, 'runs with picks and tags');

  await page.getByRole('button', { name: 'to look at' }).first().click();
  await expect(page.getByText(/^3 of 2\s348 runs$/u)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Taken back: tag “to look at” on 3 runs')).toBeVisible();
  await expect(page.getByText('No run matches this search')).toBeVisible();
});
