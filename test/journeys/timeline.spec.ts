import { expect, test } from '../support/journey.ts';
import { goTo, noAxeViolations, openSample } from '../support/window.ts';

test('a change of the prompt is found on the timeline, compared, and its hours are listed', async ({ app }) => {
  const { page } = app;
  await openSample(page);
  await goTo(page, 't', 'Timeline');
  await expect(page.getByText('2\u202f348 runs · one bar is')).toBeVisible();
  await expect(page.getByRole('button', { name: /^1 run of 2.348 at an unknown time/u })).toBeVisible();

  await page.getByRole('button', { name: /refund-triage v14 after v13, recorded in a registry/u }).click();
  const panel = page.getByRole('complementary', { name: 'Before and after' });
  await expect(panel.getByRole('row', { name: /^No approval recorded/u })).toContainText(/\d+ of \d+/u);
  await expect(panel).toContainText('coincides with this change');
  await noAxeViolations(page, 'timeline');
  await panel.getByRole('button', { name: 'Close before and after' }).click();

  const plot = page.getByRole('application', { name: /^Runs over time/u });
  const box = await plot.boundingBox();
  if (box === null) throw new Error('no plot');
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 4 });
  await page.mouse.up();
  const range = page.getByText(/^Range /u);
  await expect(range).toContainText(/· \d{1,3} of 2.348 runs/u);
  const count = /· (\d+) of/u.exec(await range.innerText())?.[1];
  await expect(page.getByRole('grid', { name: 'Runs in the range' })).toHaveAttribute('aria-rowcount', String(Number(count) + 1));

  // The same by keys: closer, and the whole again; the range leaves with Escape, and comes back with back.
  await plot.focus();
  const bars = page.getByRole('table', { name: /^Runs per/u });
  await page.keyboard.press('w', { delay: 500 });
  await expect(bars).toHaveAccessibleName(/^Runs per [13] h$/u);
  await page.keyboard.press('0');
  await expect(bars).toHaveAccessibleName('Runs per 6 h');
  await page.keyboard.press('Escape');
  await expect(range).toBeHidden();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(range).toBeVisible();
});
